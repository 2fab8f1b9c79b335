import '@tldraw/tldraw/tldraw.css'
import type { Locale } from '@charrette/shared'
import { getAssetUrlsByImport } from '@tldraw/assets/imports.vite'
import {
	ArrowShapeTool,
	DrawShapeTool,
	EraserTool,
	HandTool,
	LaserTool,
	SelectTool,
	type TLComponents,
	type TLUser,
	TldrawEditor,
	TldrawHandles,
	type TldrawOptions,
	TldrawOverlays,
	TldrawScribble,
	TldrawSelectionForeground,
	TldrawUi,
	useTldrawUser,
	ZoomTool,
} from '@tldraw/tldraw'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useBoardContext } from '../BoardContext.ts'
import { CardTool } from '../card/addCards.ts'
import { LengthHint } from '../card/LengthHint.tsx'
import { ClusterTool } from '../cluster/createCluster.ts'
import { HelpDialog } from '../dialogs/HelpDialog.tsx'
import { ImageUploads } from '../image/ImageUploads.tsx'
import { PasteDialog } from '../import/PasteDialog.tsx'
import { ConnectionPoints } from '../link/ConnectionPoints.tsx'
import { LinkMenu } from '../link/LinkMenu.tsx'
import { BoardNotices, EmptyHint } from '../notices/BoardNotices.tsx'
import { CardPanel } from '../panels/CardPanel.tsx'
import { ImagePanel } from '../panels/ImagePanel.tsx'
import { VotePanel } from '../panels/VotePanel.tsx'
import { BoardToolbar } from '../toolbars/BoardToolbar.tsx'
import { MinimapPanel, NavigationPanel, ZoomControls } from '../toolbars/NavigationPanel.tsx'
import { SearchToolbar } from '../toolbars/SearchToolbar.tsx'
import { BoardContextMenu } from './BoardContextMenu.tsx'
import { bindingUtils, shapeUtils } from './boardShapes.ts'
import styles from './canvas.module.css'
import { PaperBackground, ShapeOutlines } from './canvasComponents.tsx'
import { EditorSetup } from './EditorSetup.tsx'
import { createOverrides, TLDRAW_LOCALES } from './overrides.ts'
import { PeerCursor, PeerHint } from './PeerCursor.tsx'

/* All that the editor is built of stands outside React: a new object would build the editor anew. */

const tools = [
	SelectTool,
	HandTool,
	EraserTool,
	ZoomTool,
	DrawShapeTool,
	ArrowShapeTool,
	ClusterTool,
	CardTool,
	LaserTool,
]

const options: Partial<TldrawOptions> = {
	maxPages: 1,
	maxFontsToLoadBeforeRender: 0,
	createTextOnCanvasDoubleClick: false,
	enableToolbarKeyboardShortcuts: false,
	branding: 'Charrette',
}

const parts: TLComponents = {
	Background: PaperBackground,
	CollaboratorCursor: PeerCursor,
	CollaboratorHint: PeerHint,
	CollaboratorScribble: TldrawScribble,
	Handles: TldrawHandles,
	Overlays: TldrawOverlays,
	Scribble: TldrawScribble,
	SelectionForeground: TldrawSelectionForeground,
	ShapeIndicators: ShapeOutlines,
	LoadingScreen: null,
	Spinner: null,
	ActionsMenu: null,
	CursorChatBubble: null,
	DebugMenu: null,
	DebugPanel: null,
	HelperButtons: null,
	HelpMenu: null,
	ImageToolbar: null,
	KeyboardShortcutsDialog: null,
	MainMenu: null,
	MenuPanel: null,
	Minimap: null,
	NavigationPanel: null,
	PageMenu: null,
	QuickActions: null,
	RichTextToolbar: null,
	SharePanel: null,
	StylePanel: null,
	Toolbar: null,
	TopPanel: null,
	VideoToolbar: null,
	ZoomMenu: null,
}

/** On the wall nobody points: no cursors, no selections of others. */
const wallParts: TLComponents = {
	...parts,
	CollaboratorBrush: null,
	CollaboratorCursor: null,
	CollaboratorHint: null,
	CollaboratorScribble: null,
	CollaboratorShapeIndicator: null,
	A11y: null,
}

interface BoardEditorProps {
	userName: string
	licenseKey: string | null
	/** Lies over the board, inside the editor. */
	children: ReactNode
}

/** tldraw's editor with a board's shapes, tools and words, and nothing else of it. */
export function BoardEditor({ userName, licenseKey, children }: BoardEditorProps) {
	const { canvasBinding, credentials, mode, locale } = useBoardContext()
	const { t } = useTranslation(['board', 'app'])
	const user = useBoardUser({ id: credentials.participant ?? credentials.role, name: userName, locale })
	const overrides = useMemo(() => createOverrides(t, locale), [t, locale])
	const isWall = mode === 'project'
	return (
		<TldrawEditor
			className={styles['editor'] ?? ''}
			store={canvasBinding.store}
			shapeUtils={shapeUtils}
			bindingUtils={bindingUtils}
			tools={tools}
			components={isWall ? wallParts : parts}
			initialState="select"
			autoFocus={!isWall}
			user={user}
			options={options}
			assetUrls={assetUrls}
			{...(licenseKey ? { licenseKey } : {})}
		>
			<TldrawUi components={isWall ? wallParts : parts} overrides={overrides} assetUrls={assetUrls} hideUi={isWall}>
				<EditorSetup />
				<BoardContextMenu />
				{mode === 'look' && <NavigationPanel />}
				{mode === 'work' && <WorkTools />}
				{children}
			</TldrawUi>
		</TldrawEditor>
	)
}

/** Whom the editor takes this person for. Nothing of it is kept by tldraw: the choices are the app's. */
function useBoardUser(user: { id: string; name: string; locale: Locale }): TLUser {
	const colorScheme = useShownTheme()
	const isStill = useSyncExternalStore(followMotion, prefersStill)
	return useTldrawUser({
		userPreferences: {
			id: user.id,
			name: user.name,
			locale: TLDRAW_LOCALES[user.locale],
			colorScheme,
			animationSpeed: isStill ? 0 : 1,
			isDynamicSizeMode: false,
			isSnapMode: false,
		},
		setUserPreferences: ignore,
	})
}

function useShownTheme(): 'light' | 'dark' {
	return useSyncExternalStore(followTheme, shownTheme)
}

const shownTheme = () => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light')

function followTheme(onChange: () => void): () => void {
	const observer = new MutationObserver(onChange)
	observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
	return () => observer.disconnect()
}

const stillness = () => matchMedia('(prefers-reduced-motion: reduce)')
const prefersStill = () => stillness().matches

function followMotion(onChange: () => void): () => void {
	const query = stillness()
	query.addEventListener('change', onChange)
	return () => query.removeEventListener('change', onChange)
}

function ignore(): void {}

/** What those at the board work with, over the canvas. */
function WorkTools() {
	const { canEdit } = useBoardContext()
	return (
		<>
			<EmptyHint />
			<ImageUploads />
			{canEdit && <ConnectionPoints />}
			{canEdit && <CardPanel />}
			{canEdit && <WritingAids />}
			<VotePanel />
			<SearchToolbar />
			<MinimapPanel />
			<HelpDialog />
			{canEdit && <ImagePanel />}
			<ZoomControls />
			<BoardToolbar />
			<BoardNotices />
		</>
	)
}

/** What answers while one writes and links: a hint, a menu, a question. */
function WritingAids() {
	return (
		<>
			<LengthHint />
			<LinkMenu />
			<PasteDialog />
		</>
	)
}

/** tldraw's fonts, icons and translations, from our own server. One object for ever: another would build the editor anew. */
const assetUrls = getAssetUrlsByImport()
