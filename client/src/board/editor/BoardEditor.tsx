import {
	ArrowShapeTool,
	DrawShapeTool,
	EraserTool,
	HandTool,
	LaserTool,
	SelectTool,
	type TLComponents,
	TldrawEditor,
	TldrawHandles,
	type TldrawOptions,
	TldrawOverlays,
	TldrawScribble,
	TldrawSelectionForeground,
	TldrawUi,
	ZoomTool,
} from '@tldraw/tldraw'
import '@tldraw/tldraw/tldraw.css'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useBoardSurroundings } from '../BoardContext.ts'
import { CardTool } from '../card/CardTool.ts'
import { ClusterTool } from '../cluster/ClusterTool.ts'
import { assetUrls } from './assetUrls.ts'
import { BoardContextMenu } from './BoardContextMenu.tsx'
import styles from './canvas.module.css'
import { EditorSetup } from './EditorSetup.tsx'
import { LookTools } from './LookTools.tsx'
import { createOverrides } from './overrides.ts'
import { PaperBackground } from './PaperBackground.tsx'
import { PeerCursor, PeerHint } from './PeerCursor.tsx'
import { ShapeOutlines } from './ShapeOutlines.tsx'
import { bindingUtils, shapeUtils } from './shapes.ts'
import { useBoardUser } from './useBoardUser.ts'
import { WorkTools } from './WorkTools.tsx'

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
	const { openBoard, credentials, mode, locale } = useBoardSurroundings()
	const { t } = useTranslation(['board', 'app'])
	const user = useBoardUser({ id: credentials.participant ?? credentials.role, name: userName, locale })
	const overrides = useMemo(() => createOverrides(t, locale), [t, locale])
	const isWall = mode === 'project'
	return (
		<TldrawEditor
			className={styles['editor'] ?? ''}
			store={openBoard.store}
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
				{mode === 'look' && <LookTools />}
				{mode === 'work' && <WorkTools />}
				{children}
			</TldrawUi>
		</TldrawEditor>
	)
}
