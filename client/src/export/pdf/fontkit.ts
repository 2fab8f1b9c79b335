// fontkit's compiled shapers for Indic scripts need it, and do not import it.
import 'regenerator-runtime/runtime.js'
import fontkit from '@pdf-lib/fontkit'

export type { Font, Glyph } from '@pdf-lib/fontkit'

/** Opens a font file, to shape text with it. */
export const openFont = fontkit.create
