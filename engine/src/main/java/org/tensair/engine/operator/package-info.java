/** Running stages: each takes records one by one on the worker thread and hands its results on. */
@NullMarked
package org.tensair.engine.operator;

import org.jspecify.annotations.NullMarked;
