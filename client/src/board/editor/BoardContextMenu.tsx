import {
	DefaultContextMenu,
	type Editor,
	TldrawUiMenuActionCheckboxItem,
	TldrawUiMenuActionItem,
	TldrawUiMenuGroup,
	TldrawUiMenuItem,
	useEditor,
	useValue,
} from '@tldraw/tldraw'
import { sendCommand } from '../../connection/api.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useAttempt } from '../../ui/useAttempt.ts'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { isSelectionLocked, toggleLock } from '../card/changeCards.ts'
import { copyFromMenu, pasteFromMenu } from '../import/externalContent.ts'
import { useDeniedReason } from '../permissions.ts'
import { CardMenuGroup } from './CardMenuGroup.tsx'

/** The canvas with its context menu, for a right click or a long press. */
export function BoardContextMenu() {
	const editor = useEditor()
	const isReadonly = useValue('is readonly', () => editor.getIsReadonly(), [editor])
	const hasSelection = useValue('has selection', () => editor.getSelectedShapeIds().length > 0, [editor])
	const { credentials, mode } = useBoardContext()
	const canArrange = !useDeniedReason('arrange')
	const canChange = !isReadonly && hasSelection
	return (
		<DefaultContextMenu>
			<ClipboardGroup hasSelection={hasSelection} />
			{canChange && <CardMenuGroup />}
			{canChange && (
				<TldrawUiMenuGroup id="lock">
					<LockMenuItem />
					{credentials.role === 'facilitator' && <LockedLayerItem />}
				</TldrawUiMenuGroup>
			)}
			{canChange && (
				<TldrawUiMenuGroup id="order">
					<TldrawUiMenuActionItem actionId="bring-to-front" disabled={!canArrange} />
					<TldrawUiMenuActionItem actionId="send-to-back" disabled={!canArrange} />
				</TldrawUiMenuGroup>
			)}
			<TldrawUiMenuGroup id="all">
				<TldrawUiMenuActionItem actionId="select-all" />
				{hasSelection && mode === 'work' && <ExportItem />}
				{!isReadonly && <SnapItem />}
				{canChange && <TldrawUiMenuActionItem actionId="delete" />}
			</TldrawUiMenuGroup>
		</DefaultContextMenu>
	)
}

function ClipboardGroup({ hasSelection }: { hasSelection: boolean }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const canWrite = !useDeniedReason('write')
	return (
		<TldrawUiMenuGroup id="clipboard">
			{hasSelection && (
				<TldrawUiMenuItem
					id="cut"
					kbd="cmd+x,ctrl+x"
					disabled={!canWrite}
					label={t('menu.cut')}
					onSelect={() => copyFromMenu(editor, 'cut')}
				/>
			)}
			{hasSelection && (
				<TldrawUiMenuItem
					id="copy"
					kbd="cmd+c,ctrl+c"
					readonlyOk
					label={t('menu.copy')}
					onSelect={() => copyFromMenu(editor, 'copy')}
				/>
			)}
			<TldrawUiMenuItem
				id="paste"
				kbd="cmd+v,ctrl+v"
				disabled={!canWrite}
				label={t('menu.paste')}
				onSelect={() => void pasteFromMenu(editor, t('menu.pasteHint'))}
			/>
			{hasSelection && <TldrawUiMenuActionItem actionId="duplicate" disabled={!canWrite} />}
		</TldrawUiMenuGroup>
	)
}

/** Locks the selection against moving and editing, or unlocks it (LOCK1). */
function LockMenuItem() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const canArrange = !useDeniedReason('arrange')
	const isLocked = useValue('is locked', () => isSelectionLocked(editor), [editor])
	const isInLockedLayer = useValue('is in the locked layer', () => areAllInLockedLayer(editor), [editor])
	if (isInLockedLayer) return null
	return (
		<TldrawUiMenuItem
			id="own-lock"
			kbd="shift+l"
			disabled={!canArrange}
			label={t(isLocked ? 'menu.unlock' : 'menu.lock')}
			onSelect={() => toggleLock(editor)}
		/>
	)
}

const areAllInLockedLayer = (editor: Editor) =>
	editor.getSelectedShapes().every((shape) => shape.meta['isSetUp'] === true)

/**
 * Moves the selection into the locked layer, so that only facilitators can move it (SETUP1), or out
 * of it.
 */
function LockedLayerItem() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const attempt = useAttempt()
	const { credentials, board } = useBoardContext()
	const isLocked = useValue('is in the locked layer', () => areAllInLockedLayer(editor), [editor])
	const toggle = () => {
		const records = editor.getSelectedShapeIds()
		void attempt(() => sendCommand(credentials, { type: 'setup.mark', board, records, isSetUp: !isLocked }))
	}
	return (
		<TldrawUiMenuItem
			id="lock"
			label={t(isLocked ? 'menu.unlockForParticipants' : 'menu.lockForParticipants')}
			onSelect={toggle}
		/>
	)
}

/** Opens the export dialog for the selection. */
function ExportItem() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	return (
		<TldrawUiMenuItem
			id="export"
			readonlyOk
			label={t('menu.export')}
			onSelect={() => void boardUi(editor).isExportRequested.set(true)}
		/>
	)
}

/** Switches snapping on or off, on this device. */
function SnapItem() {
	const editor = useEditor()
	const isSnapping = useValue('is snapping', () => editor.user.getIsSnapMode(), [editor])
	return <TldrawUiMenuActionCheckboxItem actionId="toggle-snap-mode" checked={isSnapping} />
}
