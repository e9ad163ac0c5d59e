/**
 * Contract suites, which any implementation of an api interface extends to be tested, and the
 * ledger model, which proves that every example was trained on exactly once.
 */
@NullMarked
package org.tensair.testkit;

import org.jspecify.annotations.NullMarked;
