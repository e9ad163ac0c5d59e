/** How records get from one worker to another: routes, their queues, and the hash of keys. */
@NullMarked
package org.tensair.engine.route;

import org.jspecify.annotations.NullMarked;
