/** What the documents of the project hold: their commands and their links. */
@NullMarked
package io.mysimbdp.engine.documents;

import org.jspecify.annotations.NullMarked;
