/**
 * What people and scripts get to see: of a pass, the summary as text and as JSON; of a period, the
 * statistics as text, JSON, CSV and a page.
 */
@NullMarked
package io.mysimbdp.engine.report;

import org.jspecify.annotations.NullMarked;
