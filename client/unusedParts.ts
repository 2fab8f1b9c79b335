import type { Plugin } from 'vite'

/*
 * The bundle leaves out the parts of tldraw 3.15.6 that no board reaches, which is half of tldraw.
 *
 * tldraw's packages do not declare that their modules have no side effects; `WITHOUT_SIDE_EFFECTS`
 * does, so that a module of which nothing is used is dropped. The modules below are imported by
 * modules that a board uses, where no bundler can see that they are not reached. `leaveOut` puts a
 * placeholder in the place of each. The licence check and the watermark are not touched.
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
 * Functions and classes for what a board does not have: rich text, which brings the editor
 * ProseMirror, and boards without a server. Their placeholder throws.
 */
const FUNCTIONS = [`${TLDRAW}utils/text/richText.mjs`, `${EDITOR}utils/sync/TLLocalSyncClient.mjs`]

/** core-js only fills in what our browsers have. */
const POLYFILLS = /node_modules\/core-js\//

/** Packages whose modules only define what they export. The entry of a package registers its version. */
export const WITHOUT_SIDE_EFFECTS =
	/node_modules\/(((@tldraw\/\w[\w-]*|tldraw)\/dist-esm\/lib|@tiptap|prosemirror-[a-z]+)\/|(linkifyjs|lodash\.\w+)\/)/

/** Puts placeholders in the place of the unused parts. The build fails when one of them is not where it was. */
export function leaveOut(): Plugin {
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
			if (!error && missing.length > 0) this.error(`tldraw has no more ${missing.join(', ')}: see unusedParts.ts`)
		},
	}
}

/** The names that one of tldraw's modules exports, all in one list at its end. */
function exportsOf(code: string): string[] {
	const list = /export \{([^}]*)\};?\s*(\/\/[^\n]*\s*)?$/.exec(code)?.[1] ?? ''
	return list
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean)
}
