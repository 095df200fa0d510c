@NullMarked
package io.mysimbdp.testkit;

import org.jspecify.annotations.NullMarked;
