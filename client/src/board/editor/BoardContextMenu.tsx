import { CARD_KINDS, CARD_WIDTH, isCard, linksIn } from '@charrette/shared'
import {
	DefaultContextMenu,
	type Editor,
	TldrawUiMenuActionCheckboxItem,
	TldrawUiMenuActionItem,
	TldrawUiMenuGroup,
	TldrawUiMenuItem,
	TldrawUiMenuSubmenu,
	useEditor,
	useValue,
} from '@tldraw/tldraw'
import { sendCommand } from '../../connection/api.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useAttempt } from '../../ui/useAttempt.ts'
import { useOpenDetails } from '../../workshop/detailsContext.ts'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { addLinkedCard, linkCards } from '../card/addLinkedCard.ts'
import { openLink } from '../card/CardLink.tsx'
import { isSelectionLocked, selectedCards, setKind, toggleLock, toggleWide } from '../card/changeCards.ts'
import { createClusterAroundSelection } from '../cluster/ClusterShapeUtil.tsx'
import { copyFromMenu, pasteFromMenu } from '../import/externalContent.ts'
import { ALIGNMENTS, DISTRIBUTIONS, useAlignableCount } from '../panels/AlignMenu.tsx'
import { useDeniedReason } from '../permissions.ts'

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
			{canChange && <CardGroup />}
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

/** Kind, links, cluster, alignment and width of the selected cards. */
function CardGroup() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const cards = useValue('selected cards', () => selectedCards(editor), [editor])
	const hasFrame = useValue('has frame', () => editor.getSelectedShapes().some(({ type }) => type === 'frame'), [
		editor,
	])
	const canWrite = !useDeniedReason('write')
	const canArrange = !useDeniedReason('arrange')
	const alignable = useAlignableCount()
	return (
		<TldrawUiMenuGroup id="cards">
			{cards.length > 0 && (
				<TldrawUiMenuSubmenu id="kind" label={t('board:list.kind')} disabled={!canWrite}>
					<TldrawUiMenuGroup id="kinds">
						{CARD_KINDS.map((kind) => (
							<TldrawUiMenuItem
								key={kind}
								id={`kind-${kind}`}
								label={t(`app:kinds.${kind}`)}
								onSelect={() => setKind(editor, kind)}
							/>
						))}
					</TldrawUiMenuGroup>
				</TldrawUiMenuSubmenu>
			)}
			<LinkItem />
			{cards.length > 0 && (
				<TldrawUiMenuItem
					id="wrap"
					disabled={!canArrange}
					label={t('board:card.wrap')}
					onSelect={() => createClusterAroundSelection(editor)}
				/>
			)}
			{hasFrame && <TldrawUiMenuActionItem actionId="remove-frame" disabled={!canArrange} />}
			{alignable > 1 && (
				<TldrawUiMenuSubmenu id="align" label={t('board:align.open')} disabled={!canArrange}>
					<TldrawUiMenuGroup id="alignments">
						{[...ALIGNMENTS, ...(alignable > 2 ? DISTRIBUTIONS : [])].map(({ action }) => (
							<TldrawUiMenuActionItem key={action} actionId={action} />
						))}
					</TldrawUiMenuGroup>
				</TldrawUiMenuSubmenu>
			)}
			{cards.length > 0 && (
				<TldrawUiMenuItem
					id="wide"
					disabled={!canArrange || !canWrite}
					label={t(cards.every(({ props }) => props.w > CARD_WIDTH) ? 'board:menu.usualWidth' : 'board:menu.wider')}
					onSelect={() => toggleWide(editor)}
				/>
			)}
			<OpenLinkItems />
			<DetailsItem />
			<SimilarItem />
		</TldrawUiMenuGroup>
	)
}

/** Links two selected cards, or adds a linked card to a single one. */
function LinkItem() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const [first, second, ...more] = useValue('selected cards', () => selectedCards(editor), [editor])
	const denied = { link: useDeniedReason('link'), write: useDeniedReason('write') }
	if (!first || more.length > 0) return null
	if (second)
		return (
			<TldrawUiMenuItem
				id="link"
				disabled={denied.link !== undefined}
				label={t('menu.linkCards')}
				onSelect={() => linkCards(editor, first, second)}
			/>
		)
	return (
		<TldrawUiMenuItem
			id="link"
			disabled={(denied.link ?? denied.write) !== undefined}
			label={t('menu.linkedCard')}
			onSelect={() => addLinkedCard(editor, { card: first.id, side: 'right' })}
		/>
	)
}

/** For an obstacle or a solution: what others wrote about the same (SIMILAR1). */
function SimilarItem() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { mode } = useBoardContext()
	const [card, ...more] = useValue('selected cards', () => selectedCards(editor), [editor])
	if (!card || more.length > 0 || mode !== 'work') return null
	if (card.props.kind !== 'obstacle' && card.props.kind !== 'solution') return null
	return (
		<TldrawUiMenuItem
			id="similar"
			readonlyOk
			label={t('menu.similar')}
			onSelect={() => void boardUi(editor).similarRequest.set(card)}
		/>
	)
}

/** The number of a card's links that the menu offers; a text rarely has more. */
const MAX_LINKS = 5

/** The links in the text of the only selected card (TEXT2), for the keyboard. */
function OpenLinkItems() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const text = useValue('text of the selected card', () => textOfOnlyCard(editor), [editor])
	return linksIn(text)
		.slice(0, MAX_LINKS)
		.map(({ text: shown, href }) => (
			<TldrawUiMenuItem
				key={href}
				id={`open ${href}`}
				readonlyOk
				label={t('menu.open', { address: shorten(shown) })}
				onSelect={() => openLink(href)}
			/>
		))
}

/** Opens the details of the only selected card (DETAIL1). */
function DetailsItem() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const openDetails = useOpenDetails()
	const shape = useValue('only card', () => editor.getOnlySelectedShape(), [editor])
	if (!openDetails || !shape || !isCard(shape)) return null
	return <TldrawUiMenuItem id="details" kbd="i" label={t('details.open')} onSelect={() => openDetails(shape.id)} />
}

function textOfOnlyCard(editor: Editor): string {
	const shape = editor.getOnlySelectedShape()
	return shape && isCard(shape) ? shape.props.text : ''
}

const shorten = (address: string) => (address.length > 40 ? `${address.slice(0, 39)}…` : address)

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

/** Puts the selection into the locked layer, so that only facilitators can move it (SETUP1), or takes it out. */
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
