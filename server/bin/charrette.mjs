#!/usr/bin/env -S node --max-semi-space-size=32 --initial-old-space-size=256 --no-allocation-site-pretenuring
/*
 * These V8 settings (HOSTING.md, "Memory") let short-lived objects be collected while they are
 * still in the young generation, and put off the first collection of the whole heap.
 */
import '../bundle/main.js'
