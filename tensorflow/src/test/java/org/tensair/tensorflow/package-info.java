/** Tests with the models beside them, and with those of the examples. */
@NullMarked
package org.tensair.tensorflow;

import org.jspecify.annotations.NullMarked;
