import { CARD_KINDS, CARD_WIDTH, isCard, linksIn } from '@charrette/shared'
import {
	type Editor,
	type TLShape,
	TldrawUiMenuActionItem,
	TldrawUiMenuGroup,
	TldrawUiMenuItem,
	TldrawUiMenuSubmenu,
	useEditor,
	useValue,
} from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useOpenDetails, useOpenSimilar, useSendShapes } from '../../workshop/detailsContext.ts'
import { addLinkedCard, linkCards } from '../card/addLinkedCard.ts'
import { openLink } from '../card/CardLink.tsx'
import { selectedCards, setKind, toggleWide } from '../card/changeCards.ts'
import { createClusterAroundSelection } from '../cluster/createCluster.ts'
import { ALIGNMENTS, DISTRIBUTIONS, useAlignableCount } from '../panels/AlignMenu.tsx'
import { useDeniedReason } from '../permissions.ts'

/** The context menu items for the selected cards: kind, links, cluster, alignment and width. */
export function CardMenuGroup() {
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
			<PlenaryItem />
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

/** Opens similar cards of other boards, for an obstacle or a solution (SIMILAR1). */
function SimilarItem() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const [card, ...more] = useValue('selected cards', () => selectedCards(editor), [editor])
	const open = useOpenSimilar(card && more.length === 0 ? { id: card.id, kind: card.props.kind } : null)
	return open && <TldrawUiMenuItem id="similar" readonlyOk label={t('menu.similar')} onSelect={open} />
}

/** Sends the selected cards, images and clusters to the plenary board (PLEN1). */
function PlenaryItem() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const send = useSendShapes()
	const hasContent = useValue('has content', () => editor.getSelectedShapes().some(isSent), [editor])
	if (!send || !hasContent) return null
	const onSelect = () =>
		send(
			editor
				.getSelectedShapes()
				.filter(isSent)
				.map(({ id }) => id),
		)
	return <TldrawUiMenuItem id="plenary" readonlyOk label={t('menu.toPlenary')} onSelect={onSelect} />
}

const isSent = ({ type }: TLShape) => type === 'card' || type === 'image' || type === 'frame'

/** Maximum number of a card's links in the menu; few texts have more. */
const MAX_LINKS = 5

/** Opens the links in the text of the only selected card (TEXT2), for keyboard users. */
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
