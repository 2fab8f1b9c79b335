import type { Plugin } from 'vite'

/*
 * Leaves out of the bundle the parts of tldraw 3.15.6 that a board never reaches, which is half of
 * tldraw.
 *
 * tldraw's packages do not declare that their modules have no side effects. `WITHOUT_SIDE_EFFECTS`
 * declares it, so that a module without used exports is dropped. The modules below are imported by
 * modules that a board uses, and no bundler can detect that they are never reached.
 * `stubUnusedModules` replaces each of them with a placeholder. The licence check and the watermark
 * are not touched.
 */

const TLDRAW = 'tldraw/dist-esm/lib/'
const EDITOR = '@tldraw/editor/dist-esm/lib/'

/**
 * Components that `boardComponents` (canvasComponents.tsx) sets to null, their dialogs, and the
 * content of a context menu without children. Their placeholder renders nothing.
 */
const COMPONENTS = [
	'ActionsMenu/DefaultActionsMenu',
	'ContextMenu/DefaultContextMenuContent',
	'CursorChatBubble',
	'DebugMenu/DefaultDebugMenu',
	'DefaultDebugPanel',
	'DefaultMenuPanel',
	'Dialogs',
	'EditLinkDialog',
	'EmbedDialog',
	'HelperButtons/DefaultHelperButtons',
	'KeyboardShortcutsDialog/DefaultKeyboardShortcutsDialog',
	'MainMenu/DefaultMainMenu',
	'Minimap/DefaultMinimap',
	'NavigationPanel/DefaultNavigationPanel',
	'PageMenu/DefaultPageMenu',
	'QuickActions/DefaultQuickActions',
	'SharePanel/DefaultSharePanel',
	'StylePanel/DefaultStylePanel',
	'Toasts',
	'Toolbar/DefaultImageToolbar',
	'Toolbar/DefaultRichTextToolbar',
	'Toolbar/DefaultToolbar',
	'Toolbar/DefaultVideoToolbar',
	'TopPanel/DefaultTopPanel',
	'ZoomMenu/DefaultZoomMenu',
].map((name) => `${TLDRAW}ui/components/${name}.mjs`)

/**
 * Functions and classes for features that a board does not have: rich text, which would add the
 * editor ProseMirror, and boards without a server. Their placeholder throws.
 */
const FUNCTIONS = [`${TLDRAW}utils/text/richText.mjs`, `${EDITOR}utils/sync/TLLocalSyncClient.mjs`]

/** core-js, which only polyfills features that the supported browsers have. */
const POLYFILLS = /node_modules\/core-js\//

/**
 * Packages whose modules only define their exports. The entry of each package is not included,
 * because it registers the package's version.
 */
export const WITHOUT_SIDE_EFFECTS =
	/node_modules\/(((@tldraw\/\w[\w-]*|tldraw)\/dist-esm\/lib|@tiptap|prosemirror-[a-z]+)\/|(linkifyjs|lodash\.\w+)\/)/

/**
 * Replaces the unused parts with placeholders. The build fails if one of them is not at its
 * expected path.
 */
export function stubUnusedModules(): Plugin {
	const found = new Set<string>()
	return {
		name: 'charrette-leave-out',
		apply: 'build',
		enforce: 'pre',
		transform(code, id) {
			if (POLYFILLS.test(id)) return { code: '', map: null }
			const isComponent = COMPONENTS.find((part) => id.endsWith(`/${part}`))
			const part = isComponent ?? FUNCTIONS.find((one) => id.endsWith(`/${one}`))
			if (!part) return null
			found.add(part)
			const body = isComponent ? 'return null' : `throw new Error('${part} is left out of the bundle')`
			const lines = exportsOf(code).map((name) => `export function ${name}() { ${body} }`)
			return { code: lines.join('\n'), map: null }
		},
		buildEnd(error) {
			const missing = [...COMPONENTS, ...FUNCTIONS].filter((part) => !found.has(part))
			if (!error && missing.length > 0) this.error(`tldraw has no more ${missing.join(', ')}: see stubUnusedModules.ts`)
		},
	}
}

/** Returns the names that one of tldraw's modules exports, all in one list at its end. */
function exportsOf(code: string): string[] {
	const list = /export \{([^}]*)\};?\s*(\/\/[^\n]*\s*)?$/.exec(code)?.[1] ?? ''
	return list
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean)
}
