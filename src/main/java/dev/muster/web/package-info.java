/** The admin page: what the command line says and does, over HTTP. */
@NullMarked
package dev.muster.web;

import org.jspecify.annotations.NullMarked;
