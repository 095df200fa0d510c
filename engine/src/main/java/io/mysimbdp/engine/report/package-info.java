/** What people and scripts get to see of a pass: the summary as text and as JSON. */
@NullMarked
package io.mysimbdp.engine.report;

import org.jspecify.annotations.NullMarked;
