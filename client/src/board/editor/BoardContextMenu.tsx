import {
	DefaultContextMenu,
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
import { createClusterAroundSelection } from '../cluster/ClusterShapeUtil.tsx'
import { useDeniedReason } from '../permissions.ts'

/** The canvas with its context menu, for a right click or a long press. */
export function BoardContextMenu() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isReadonly = useValue('is readonly', () => editor.getIsReadonly(), [editor])
	const selected = useValue('selected types', () => new Set(editor.getSelectedShapes().map((shape) => shape.type)), [
		editor,
	])
	const isFacilitator = useBoardContext().credentials.role === 'facilitator'
	const canStart = { write: !useDeniedReason('write'), arrange: !useDeniedReason('arrange') }
	const canChange = !isReadonly && selected.size > 0
	return (
		<DefaultContextMenu>
			{canChange && (
				<TldrawUiMenuGroup id="cards">
					{selected.has('card') && (
						<TldrawUiMenuItem
							id="wrap"
							disabled={!canStart.arrange}
							label={t('card.wrap')}
							onSelect={() => createClusterAroundSelection(editor)}
						/>
					)}
					<TldrawUiMenuActionItem actionId="duplicate" disabled={!canStart.write} />
					{selected.has('frame') && <TldrawUiMenuActionItem actionId="remove-frame" disabled={!canStart.arrange} />}
				</TldrawUiMenuGroup>
			)}
			{canChange && isFacilitator && (
				<TldrawUiMenuGroup id="lock">
					<LockMenuItem />
				</TldrawUiMenuGroup>
			)}
			{canChange && (
				<TldrawUiMenuGroup id="order">
					<TldrawUiMenuActionItem actionId="bring-to-front" disabled={!canStart.arrange} />
					<TldrawUiMenuActionItem actionId="send-to-back" disabled={!canStart.arrange} />
				</TldrawUiMenuGroup>
			)}
			<TldrawUiMenuGroup id="all">
				<TldrawUiMenuActionItem actionId="select-all" />
				{canChange && <TldrawUiMenuActionItem actionId="delete" />}
			</TldrawUiMenuGroup>
		</DefaultContextMenu>
	)
}

/** Locks the selection, so that only facilitators can move it (SETUP1), or unlocks it. */
function LockMenuItem() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const attempt = useAttempt()
	const { credentials, board } = useBoardContext()
	const isLocked = useValue(
		'is locked',
		() => editor.getSelectedShapes().every((shape) => shape.meta['isSetUp'] === true),
		[editor],
	)
	const toggle = () => {
		const records = editor.getSelectedShapeIds()
		void attempt(() => sendCommand(credentials, { type: 'setup.mark', board, records, isSetUp: !isLocked }))
	}
	return <TldrawUiMenuItem id="lock" label={t(isLocked ? 'menu.unlock' : 'menu.lock')} onSelect={toggle} />
}
