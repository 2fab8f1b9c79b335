#!/usr/bin/env -S node --max-semi-space-size=32 --initial-old-space-size=256 --no-allocation-site-pretenuring
/* With this much memory at first, what lives briefly is collected where it is young, and the whole heap seldom (HOSTING.md, "Memory"). */
import '../bundle/main.js'
