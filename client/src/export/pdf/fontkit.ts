// Its shapers for Indic scripts were compiled for it, and do not bring it along.
import 'regenerator-runtime/runtime.js'
import fontkit from '@pdf-lib/fontkit'

export type { Font, Glyph } from '@pdf-lib/fontkit'

/** Opens a typeface, to shape text with it. */
export const openFont = fontkit.create
