/**
 * The queries of Nexmark (Tucker, Tufte, Papadimos, Maier 2002; numbered and defined as in Apache
 * Beam) over an auction house: people come, open auctions, and bid.
 */
@NullMarked
package org.tensair.examples.nexmark;

import org.jspecify.annotations.NullMarked;
