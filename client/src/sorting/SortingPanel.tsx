import { findBoard, isCard, LIMITS, type PlenaryBody, type SessionId } from '@charrette/shared'
import { type DragEvent, type ReactNode, useId, useState } from 'react'
import { useActivities } from '../boardParts/useActivities.ts'
import { sendToPlenary } from '../connection/api/boards.ts'
import { useModels } from '../connection/clientInfo.ts'
import { SidePanel } from '../details/SidePanel.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { useReadText } from '../reading/useReading.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { type LiveBoard, useLiveBoard } from '../sync/observeBoard.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { boardsToCompare } from './comparedCards.ts'
import type { Sorter } from './createSorter.ts'
import { OUTSIDE, type PreviewedSuggestion, type SuggestionKey } from './preview.ts'
import { SameCards } from './SameCards.tsx'
import styles from './sorting.module.css'
import { useSameCards } from './useSameCards.ts'
import { type Sorting, useSorter, useSorting } from './useSorting.ts'

export interface SortingPanelProps {
	document: BoardDocument
	/** The selected shapes; null for the whole board. */
	selected: readonly string[] | null
	/** Whether the document is this person’s private one, which is compared with no other. */
	isPrivate: boolean
	onClose: () => void
	/** Starts the worker; another one in tests. */
	start?: () => Sorter
}

/** Suggested clusters beside the board (SORT3). Nothing is written before one is accepted. */
export function SortingPanel(props: SortingPanelProps) {
	const { t } = useTranslation('panels')
	const live = useLiveBoard(props.document.records)
	return (
		<SidePanel title={t('sorting.title')} onBack={null} onClose={props.onClose} data-kind="note">
			{live && <Suggestions {...props} live={live} />}
		</SidePanel>
	)
}

/** What the parts of the panel share. */
interface Shared {
	live: LiveBoard
	sorting: Sorting
	suggestions: readonly PreviewedSuggestion[]
	/** The reason why suggestions cannot be accepted now; undefined if they can. */
	deniedReason: string | undefined
	accept: (suggestions: readonly PreviewedSuggestion[]) => void
}

function Suggestions({ document, selected, isPrivate, live, onClose, start }: SortingPanelProps & { live: LiveBoard }) {
	const { t } = useTranslation(['panels', 'board'])
	const { credentials, workshop, board } = useBoardPlace()
	const showToast = useToast()
	const models = useModels()
	const model = workshop.isUntranslated === true ? null : { credentials, board, ...models }
	const { role } = credentials
	const sorter = useSorter(start)
	const sorting = useSorting({ document, live, role, selected, model, sorter })
	const boards = isPrivate || selected ? [] : boardsToCompare(workshop, role, board)
	const same = useSameCards({ document, live, sorter, selected, boards, credentials })
	const activities = useActivities(role, workshop, board)
	const { preview, hasFailed, comparison } = sorting
	if (hasFailed) return <p role="alert">{t('sorting.failed')}</p>
	if (!preview) return <p role="status">{t('sorting.running')}</p>
	const { suggestions, outside } = preview
	const accept = (accepted: readonly PreviewedSuggestion[]) => {
		const undo = sorting.accept(accepted)
		if (!undo) return
		showToast(t('sorting.accepted', { count: accepted.length }), 'note', {
			label: t('board:tools.undo'),
			onChoose: undo,
		})
		if (accepted.length === suggestions.length && boards.length === 0 && same.groups?.length === 0) onClose()
	}
	const session = findBoard(workshop, board)?.session.id
	const send = async (body: PlenaryBody) => sendToPlenary(credentials, session as SessionId, body)
	const deniedReason = activities.has('arrange') ? undefined : t('board:statusBar.denied.arrange')
	const shared: Shared = { live, sorting, suggestions, deniedReason, accept }
	return (
		<>
			<p className={styles['lead']} role="status">
				{suggestions.length === 0 ? t('sorting.none') : t('sorting.lead', { count: suggestions.length })}
			</p>
			{comparison !== 'words' && <p className={styles['lead']}>{t(`sorting.compared.${comparison}`)}</p>}
			{deniedReason && <p className={styles['lead']}>{deniedReason}</p>}
			{suggestions.length > 1 && (
				<Button variant="primary" disabled={deniedReason !== undefined} onClick={() => accept(suggestions)}>
					{t('sorting.acceptAll')}
				</Button>
			)}
			{suggestions.map((suggestion) => (
				<SuggestedCluster key={suggestion.key} suggestion={suggestion} {...shared} />
			))}
			{outside.length > 0 && suggestions.length > 0 && (
				<DropZone to={OUTSIDE} label={t('sorting.noCluster')} move={sorting.move}>
					<CardDisclosure
						cards={outside}
						at={OUTSIDE}
						label={t('sorting.outside', { count: outside.length })}
						{...shared}
					/>
				</DropZone>
			)}
			<SameCards isAcrossBoards={boards.length > 0} {...{ same, workshop, document, live, activities, send }} />
		</>
	)
}

function SuggestedCluster({ suggestion, ...shared }: Shared & { suggestion: PreviewedSuggestion }) {
	const { t } = useTranslation('panels')
	const nameId = useId()
	const { sorting, accept, deniedReason } = shared
	const { key, cluster, name, words, cards, isNamedByModel } = suggestion
	return (
		<DropZone to={key} label={name} move={sorting.move}>
			{cluster === null ? (
				<>
					<label className="visuallyHidden" htmlFor={nameId}>
						{t('sorting.name')}
					</label>
					<input
						id={nameId}
						value={name}
						maxLength={LIMITS.maxClusterTitleLength}
						onChange={({ target }) => sorting.rename(key, target.value)}
					/>
					{isNamedByModel && <small className={styles['origin']}>{t('sorting.namedByModel')}</small>}
				</>
			) : (
				<h3 dir="auto">{t('sorting.into', { name })}</h3>
			)}
			{words.length > 0 && (
				<p className={styles['words']}>
					<small>{t('sorting.share')}</small>
					{words.map((word) => (
						<span key={word} dir="auto">
							{word}
						</span>
					))}
				</p>
			)}
			<CardDisclosure cards={cards} at={key} label={t('sorting.cards', { count: cards.length })} {...shared} />
			<p className={styles['actions']}>
				<Button
					size="small"
					variant="primary"
					disabled={deniedReason !== undefined}
					aria-label={t('sorting.acceptOne', { name })}
					onClick={() => accept([suggestion])}
				>
					{t('sorting.accept')}
				</Button>
				<Button size="small" aria-label={t('sorting.refuseOne', { name })} onClick={() => sorting.refuse(key)}>
					{t('sorting.refuse')}
				</Button>
			</p>
		</DropZone>
	)
}

interface DropZoneProps {
	to: SuggestionKey
	label: string
	move: Sorting['move']
	children: ReactNode
}

/** A section to which a card can be dragged; its menu does the same (SORT3a). */
function DropZone({ to, label, move, children }: DropZoneProps) {
	const [isOver, setOver] = useState(false)
	const onDragOver = (event: DragEvent) => {
		if (!event.dataTransfer.types.includes(DRAG_TYPE)) return
		event.preventDefault()
		setOver(true)
	}
	const onDrop = (event: DragEvent) => {
		setOver(false)
		const card = event.dataTransfer.getData(DRAG_TYPE)
		if (card) move(card, to)
	}
	return (
		<fieldset
			className={styles['suggestion']}
			aria-label={label}
			data-over={isOver || undefined}
			onDragOver={onDragOver}
			onDragLeave={() => setOver(false)}
			onDrop={onDrop}
		>
			{children}
		</fieldset>
	)
}

/** The type of a dragged card, so that a dropped file or text is none. */
const DRAG_TYPE = 'application/x-charrette-sorted-card'

interface CardDisclosureProps extends Shared {
	cards: readonly string[]
	at: SuggestionKey
	label: string
}

/** The cards of a suggestion, shown on demand. */
function CardDisclosure({ cards, at, label, ...shared }: CardDisclosureProps) {
	const [isOpen, setOpen] = useState(false)
	return (
		<details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary>{label}</summary>
			{isOpen && (
				<ul className={styles['cards']}>
					{cards.map((card) => (
						<PreviewedCard key={card} card={card} at={at} {...shared} />
					))}
				</ul>
			)}
		</details>
	)
}

function PreviewedCard({ card, at, live, sorting, suggestions }: Shared & { card: string; at: SuggestionKey }) {
	const { t } = useTranslation('panels')
	const record = live.shown().get(card)
	const { text, lang } = useReadText(card, isCard(record) ? record.props.text : '')
	const targets = [
		...suggestions.map(({ key, name }) => ({ key, label: name })),
		{ key: OUTSIDE, label: t('sorting.noCluster') },
	]
	return (
		<li draggable onDragStart={({ dataTransfer }) => dataTransfer.setData(DRAG_TYPE, card)}>
			<span dir="auto" lang={lang}>
				{text}
			</span>
			<Menu
				icon="more"
				label={t('sorting.move', { text: text.slice(0, 40) })}
				items={targets
					.filter(({ key }) => key !== at)
					.map(({ key, label }) => ({ id: key, label, onChoose: () => sorting.move(card, key) }))}
			/>
		</li>
	)
}
