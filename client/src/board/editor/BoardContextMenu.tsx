import {
	DefaultContextMenu,
	TldrawUiMenuActionItem,
	TldrawUiMenuGroup,
	TldrawUiMenuItem,
	useEditor,
	useValue,
} from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useBoardSurroundings } from '../BoardContext.ts'
import './contextMenu.css'
import { wrapInCluster } from '../cluster/wrapInCluster.ts'
import { useWhyNot } from '../permits.ts'
import { SetUpMenuItem } from './SetUpMenuItem.tsx'

/** The canvas, and what a right click or a long press on it offers. */
export function BoardContextMenu() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isReadonly = useValue('is readonly', () => editor.getIsReadonly(), [editor])
	const selected = useValue('selected types', () => new Set(editor.getSelectedShapes().map((shape) => shape.type)), [
		editor,
	])
	const isFacilitator = useBoardSurroundings().credentials.role === 'facilitator'
	const isFor = { write: !useWhyNot('write'), arrange: !useWhyNot('arrange') }
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
							onSelect={() => wrapInCluster(editor)}
						/>
					)}
					<TldrawUiMenuActionItem actionId="duplicate" disabled={!isFor.write} />
					{selected.has('frame') && <TldrawUiMenuActionItem actionId="remove-frame" disabled={!isFor.arrange} />}
				</TldrawUiMenuGroup>
			)}
			{canChange && isFacilitator && (
				<TldrawUiMenuGroup id="set-up">
					<SetUpMenuItem />
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
