/** The console in the browser: a small web server, what it shows, and who may see it. */
@NullMarked
package io.mysimbdp.engine.console;

import org.jspecify.annotations.NullMarked;
