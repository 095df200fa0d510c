/**
 * Staging areas in object stores with the interface of S3, and which staging area a tenant has. The
 * only one that knows the client of AWS.
 */
@NullMarked
package io.mysimbdp.engine.objectstore;

import org.jspecify.annotations.NullMarked;
