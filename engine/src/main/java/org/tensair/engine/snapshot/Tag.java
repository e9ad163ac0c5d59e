package org.tensair.engine.snapshot;

/**
 * The first byte of a written value, which tells what follows. No tag ever changes its meaning.
 *
 * <pre>
 * size     unsigned number, 7 bits a byte, lowest first; the highest bit of a byte: more follow
 * number   signed number n as the size (n &lt;&lt; 1) ^ (n >> 63)
 * text     size in UTF-16 units, each as 1 to 3 bytes in the manner of UTF-8 (so lone surrogates
 *          survive)
 * ref      size: an index into the definitions met so far in this output; if it is the next free
 *          one, a definition follows
 *
 * NULL, TRUE, FALSE         nothing
 * BYTE SHORT CHAR INT LONG  number
 * FLOAT, DOUBLE             4 or 8 bytes, big-endian IEEE 754
 * STRING                    text
 * RECORD                    ref, components in order; definition: text class, size components,
 *                           and for each text name, text type. Components of primitive types
 *                           have no tag: a number, 1, 4 or 8 bytes; the others are values
 * ENUM                      ref; definition: text class, text constant
 * LIST, SET                 size, values
 * MAP                       size, key and value in turn
 * ARRAY                     ref, size, values; definition: text component class
 * ..._ARRAY                 size, elements: numbers, or 1, 4 or 8 bytes
 * TIME                      1 byte for the class, see {@link TimeValues}, then numbers or text
 * PREDICTION                value sample; numbers event time, replica, model version; size, outputs
 * SERIALIZED                ref, 4 bytes length, what the serializer wrote; definition: text class
 * </pre>
 */
final class Tag {

  static final byte NULL = 0;
  static final byte FALSE = 1;
  static final byte TRUE = 2;
  static final byte BYTE = 3;
  static final byte SHORT = 4;
  static final byte CHAR = 5;
  static final byte INT = 6;
  static final byte LONG = 7;
  static final byte FLOAT = 8;
  static final byte DOUBLE = 9;
  static final byte STRING = 10;
  static final byte RECORD = 11;
  static final byte ENUM = 12;
  static final byte LIST = 13;
  static final byte SET = 14;
  static final byte MAP = 15;
  static final byte ARRAY = 16;
  static final byte BOOLEAN_ARRAY = 17;
  static final byte BYTE_ARRAY = 18;
  static final byte SHORT_ARRAY = 19;
  static final byte CHAR_ARRAY = 20;
  static final byte INT_ARRAY = 21;
  static final byte LONG_ARRAY = 22;
  static final byte FLOAT_ARRAY = 23;
  static final byte DOUBLE_ARRAY = 24;
  static final byte TIME = 25;
  static final byte SERIALIZED = 26;
  static final byte PREDICTION = 27;

  /**
   * How deep values may lie in each other: a cycle, or corrupt bytes, would else end in a stack
   * overflow.
   */
  static final int MAX_DEPTH = 500;

  private Tag() {}
}
