import { getAssetUrlsByImport } from '@tldraw/assets/imports.vite'

/** tldraw's fonts, icons and translations, from our own server. One object for ever: another would build the editor anew. */
export const assetUrls = getAssetUrlsByImport()
