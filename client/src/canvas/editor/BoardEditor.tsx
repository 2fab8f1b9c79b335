import { isCard, isImage, type Locale } from '@charrette/shared'
import {
	ArrowShapeTool,
	DefaultCanvas,
	DrawShapeTool,
	EraserTool,
	HandTool,
	LaserTool,
	SelectTool,
	type TLUser,
	type TLUserPreferences,
	TldrawEditor,
	type TldrawOptions,
	useEditor,
	useTldrawUser,
	useValue,
	ZoomTool,
} from '@tldraw/tldraw'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { useOpenDetails } from '../../boardParts/detailsContext.ts'
import { useReader } from '../../reading/useReading.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import { SkipLink } from '../../ui/SkipLink.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { isKeyboardTaken } from '../CanvasControls.tsx'
import { CardTool } from '../card/CardTool.ts'
import { LengthHint } from '../card/LengthHint.tsx'
import { ClusterTool } from '../cluster/ClusterShapeUtil.tsx'
import { ImageUploads } from '../image/ImageUploads.tsx'
import { PasteDialog } from '../import/PasteDialog.tsx'
import { ConnectionPoints } from '../link/ConnectionPoints.tsx'
import { LinkCardDialog } from '../link/LinkCardDialog.tsx'
import { LinkMenu } from '../link/LinkMenu.tsx'
import { BoardNotices, EmptyHint } from '../notices/BoardNotices.tsx'
import { CanvasNotices } from '../notices/CanvasNotices.tsx'
import { CardPanel } from '../panels/CardPanel.tsx'
import { ImagePanel } from '../panels/ImagePanel.tsx'
import { VisitorPanel } from '../panels/VisitorPanel.tsx'
import { VotePanel } from '../panels/VotePanel.tsx'
import { setSnapping, snapSetting } from '../snapSetting.ts'
import { BoardToolbar } from '../toolbars/BoardToolbar.tsx'
import { HelpDialog } from '../toolbars/HelpDialog.tsx'
import { MinimapPanel, NavigationPanel, ZoomControls } from '../toolbars/NavigationPanel.tsx'
import { PresentMode } from '../toolbars/PresentMode.tsx'
import { SearchToolbar } from '../toolbars/SearchToolbar.tsx'
import { BoardContextMenu } from './BoardContextMenu.tsx'
import { bindingUtils, shapeUtils } from './boardShapes.ts'
import styles from './canvas.module.css'
import { boardComponents, projectorComponents } from './canvasComponents.tsx'
import { EditorSetup } from './EditorSetup.tsx'
import { SelectionAnnouncer } from './SelectionAnnouncer.tsx'
import { selectFirstShape } from './shapeNavigation.ts'
import { bindShortcuts } from './shortcuts.ts'

/* These props are constants, since a new object would make tldraw create a new editor. */

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
	branding: 'Charrette',
}

interface BoardEditorProps {
	userName: string
	licenseKey: string | null
	/** Rendered over the board, inside the editor, as the first tab stops. */
	children: ReactNode
}

/** tldraw's editor with the shapes, tools and texts of a board. */
export function BoardEditor({ userName, licenseKey, children }: BoardEditorProps) {
	const { canvasBinding, credentials, mode, locale } = useBoardContext()
	const user = useBoardUser({ id: credentials.participant ?? credentials.role, name: userName, locale })
	const isProjector = mode === 'project'
	const components = isProjector ? projectorComponents : boardComponents
	return (
		<TldrawEditor
			className={styles['editor'] ?? ''}
			store={canvasBinding.store}
			shapeUtils={shapeUtils}
			bindingUtils={bindingUtils}
			tools={tools}
			components={components}
			initialState="select"
			autoFocus={!isProjector}
			user={user}
			options={options}
			{...(licenseKey ? { licenseKey } : {})}
		>
			<EditorSetup />
			<EditorReader />
			{!isProjector && <SkipToBoard />}
			{children}
			<BoardContextMenu>
				<DefaultCanvas />
			</BoardContextMenu>
			{mode === 'view' && <NavigationPanel />}
			{mode === 'work' && <WorkTools />}
			{!isProjector && <Shortcuts />}
			{!isProjector && <SelectionAnnouncer />}
			{!isProjector && <FollowedFrame />}
		</TldrawEditor>
	)
}

/** Returns the person as tldraw's user. tldraw stores no preferences; all of them are the app's. */
function useBoardUser(user: { id: string; name: string; locale: Locale }): TLUser {
	const colorScheme = useSyncExternalStore(onThemeChange, shownTheme)
	const isSnapMode = useSyncExternalStore(snapSetting.subscribe, snapSetting.get)
	const prefersReduced = useSyncExternalStore(onMotionChange, prefersReducedMotion)
	return useTldrawUser({
		userPreferences: {
			id: user.id,
			name: user.name,
			colorScheme,
			animationSpeed: prefersReduced ? 0 : 1,
			isDynamicSizeMode: false,
			isSnapMode,
		},
		setUserPreferences: storePreferences,
	})
}

/**
 * A constant, since another function would make tldraw create another user, and with it a new
 * editor.
 */
const storePreferences = ({ isSnapMode }: TLUserPreferences) => setSnapping(isSnapMode === true)

const shownTheme = () => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light')

function onThemeChange(onChange: () => void): () => void {
	const observer = new MutationObserver(onChange)
	observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
	return () => observer.disconnect()
}

const reducedMotion = () => matchMedia('(prefers-reduced-motion: reduce)')
const prefersReducedMotion = () => reducedMotion().matches

function onMotionChange(onChange: () => void): () => void {
	const query = reducedMotion()
	query.addEventListener('change', onChange)
	return () => query.removeEventListener('change', onChange)
}

/** Gives the editor the texts in this person's language. */
function EditorReader() {
	const editor = useEditor()
	const reader = useReader()
	useEffect(() => void boardUi(editor).reader.set(reader), [editor, reader])
	return null
}

function SkipToBoard() {
	const editor = useEditor()
	return <SkipLink onSkip={() => selectFirstShape(editor)} />
}

function Shortcuts() {
	const editor = useEditor()
	useEffect(() => bindShortcuts(editor), [editor])
	return null
}

/** A frame in the colour of the person whom this person follows. */
function FollowedFrame() {
	const editor = useEditor()
	const colour = useValue('colour of the followed person', () => {
		const { followingUserId } = editor.getInstanceState()
		return editor.getCollaborators().find(({ userId }) => userId === followingUserId)?.color
	}, [editor])
	return colour && <div className={styles['followed']} style={{ borderColor: colour }} />
}

/**
 * The I key opens the details of the selected card, or the thread of the selected cluster or image,
 * except while a text is edited.
 */
function DetailsKey() {
	const editor = useEditor()
	const openDetails = useOpenDetails()
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.key.toLowerCase() !== 'i' || event.ctrlKey || event.metaKey || event.altKey) return
			if (isComposing(event) || isKeyboardTaken() || editor.getEditingShapeId() || editor.menus.hasAnyOpenMenus())
				return
			const shape = editor.getOnlySelectedShape()
			if (!shape || !openDetails || !(isCard(shape) || shape.type === 'frame' || isImage(shape))) return
			event.preventDefault()
			openDetails(shape.id)
		}
		window.addEventListener('keydown', onKeyDown)
		return () => window.removeEventListener('keydown', onKeyDown)
	}, [editor, openDetails])
	return null
}

/** The interface over a board in `work` mode. */
function WorkTools() {
	const { canEdit } = useBoardContext()
	return (
		<>
			<EmptyHint />
			<ImageUploads />
			{canEdit && <ConnectionPoints />}
			{canEdit ? <CardPanel /> : <VisitorPanel />}
			<DetailsKey />
			{canEdit && <LengthHint />}
			{canEdit && <LinkMenu />}
			{canEdit && <LinkCardDialog />}
			{canEdit && <PasteDialog />}
			<VotePanel />
			<SearchToolbar />
			<HelpDialog />
			{canEdit && <ImagePanel />}
			<ZoomControls />
			<BoardToolbar />
			<MinimapPanel />
			<BoardNotices />
			<CanvasNotices />
			<PresentMode />
		</>
	)
}
