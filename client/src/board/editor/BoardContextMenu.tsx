import './contextMenu.css'
import {
	DefaultContextMenu,
	TldrawUiMenuActionItem,
	TldrawUiMenuGroup,
	TldrawUiMenuItem,
	useEditor,
	useValue,
} from '@tldraw/tldraw'
import { sendCommand } from '../../connection/api.ts'
import { failureOf } from '../../connection/http.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { createClusterAroundSelection } from '../cluster/createCluster.ts'
import { useDeniedReason } from '../permissions.ts'

/** The canvas, and what a right click or a long press on it offers. */
export function BoardContextMenu() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isReadonly = useValue('is readonly', () => editor.getIsReadonly(), [editor])
	const selected = useValue('selected types', () => new Set(editor.getSelectedShapes().map((shape) => shape.type)), [
		editor,
	])
	const isFacilitator = useBoardContext().credentials.role === 'facilitator'
	const isFor = { write: !useDeniedReason('write'), arrange: !useDeniedReason('arrange') }
	const canChange = !isReadonly && selected.size > 0
	return (
		<DefaultContextMenu>
			{canChange && (
				<TldrawUiMenuGroup id="cards">
					{selected.has('card') && (
						<TldrawUiMenuItem
							id="wrap"
							disabled={!isFor.arrange}
							label={t('card.wrap')}
							onSelect={() => createClusterAroundSelection(editor)}
						/>
					)}
					<TldrawUiMenuActionItem actionId="duplicate" disabled={!isFor.write} />
					{selected.has('frame') && <TldrawUiMenuActionItem actionId="remove-frame" disabled={!isFor.arrange} />}
				</TldrawUiMenuGroup>
			)}
			{canChange && isFacilitator && (
				<TldrawUiMenuGroup id="set-up">
					<LockMenuItem />
				</TldrawUiMenuGroup>
			)}
			{canChange && (
				<TldrawUiMenuGroup id="order">
					<TldrawUiMenuActionItem actionId="bring-to-front" disabled={!isFor.arrange} />
					<TldrawUiMenuActionItem actionId="send-to-back" disabled={!isFor.arrange} />
				</TldrawUiMenuGroup>
			)}
			<TldrawUiMenuGroup id="all">
				<TldrawUiMenuActionItem actionId="select-all" />
				{canChange && <TldrawUiMenuActionItem actionId="delete" />}
			</TldrawUiMenuGroup>
		</DefaultContextMenu>
	)
}

/** A facilitator makes what is selected part of the board's set-up, which nobody else moves (SETUP1), or of the rest again. */
function LockMenuItem() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const showToast = useToast()
	const { credentials, board } = useBoardContext()
	const isSetUp = useValue(
		'is set up',
		() => editor.getSelectedShapes().every((shape) => shape.meta['isSetUp'] === true),
		[editor],
	)
	const mark = () => {
		const records = editor.getSelectedShapeIds()
		sendCommand(credentials, { type: 'setup.mark', board, records, isSetUp: !isSetUp }).catch((thrown: unknown) =>
			showToast(t(`app:errors.${failureOf(thrown)}`), 'error'),
		)
	}
	return <TldrawUiMenuItem id="set-up" label={t(isSetUp ? 'board:menu.unlock' : 'board:menu.lock')} onSelect={mark} />
}
