import { type FoundCard, type FoundCards, findBoard, type Workshop } from '@charrette/shared'
import type { FailureCode } from '../../connection/http.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useOwnLanguage } from '../../reading/useReading.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { MarkedText } from '../../ui/MarkedText.tsx'
import type { useListbox } from '../../ui/useListbox.ts'
import { useSave } from '../../ui/useSave.ts'
import styles from './cardResults.module.css'
import { keyOf } from './useFoundCards.ts'

/** The results that a facilitator selects, to send them to the plenary board. */
interface Selection {
	/** The keys of the selected results. */
	selected: ReadonlySet<string>
	/** Whether a press selects a result instead of opening it. */
	isOn: boolean
	/** The number of listed results that are selected. */
	count: number
	canSelect(card: FoundCard): boolean
	onSwitch(): void
	onSend(): Promise<void>
}

interface CardResultsProps {
	workshop: Workshop
	/** The listed results; none while the list is closed. */
	cards: readonly FoundCard[]
	found: FoundCards | null
	isSearching: boolean
	failure: FailureCode | null
	/** Whether the cards of the open board are left out, as its own search finds them. */
	isOfOthers: boolean
	isOpen: boolean
	onOpen(isOpen: boolean): void
	listbox: Pick<ReturnType<typeof useListbox<FoundCard>>, 'listProps' | 'optionProps'>
	/** Null if this person cannot send any of the results. */
	selection: Selection | null
}

/** The results of a search across boards: their number, the list, and the selection. */
export function CardResults(props: CardResultsProps) {
	const { workshop, cards, found, isOfOthers, isOpen, onOpen, listbox, selection } = props
	const { t } = useTranslation()
	const status = useStatus(props)
	return (
		<section className={styles['results']} aria-label={t(isOfOthers ? 'across.otherBoards' : 'across.results')}>
			<div className={styles['head']}>
				<p role="status">{status}</p>
				{isOfOthers && found !== null && found.cards.length > 0 && (
					<Button
						variant="quiet"
						size="small"
						icon={isOpen ? 'chevronUp' : 'chevronDown'}
						iconOnly
						aria-expanded={isOpen}
						aria-label={t('across.otherBoards')}
						title={t('across.otherBoards')}
						onClick={() => onOpen(!isOpen)}
					/>
				)}
				{selection && (
					<Button variant="quiet" size="small" aria-pressed={selection.isOn} onClick={selection.onSwitch}>
						{t('across.select')}
					</Button>
				)}
			</div>
			<div {...listbox.listProps} className={styles['list']}>
				{cards.map((card, index) => (
					<ResultRow
						key={keyOf(card)}
						workshop={workshop}
						card={card}
						option={listbox.optionProps(card, index)}
						selection={selection?.isOn ? selection : null}
					/>
				))}
			</div>
			{selection?.isOn && <SendSelected selection={selection} />}
		</section>
	)
}

/** Returns the number of results in words, or the reason why there are none. */
function useStatus({ found, isSearching, failure, isOfOthers }: CardResultsProps): string {
	const { t } = useTranslation()
	if (failure) return t(`errors.${failure}`)
	if (!found) return isSearching ? t('across.searching') : ''
	const { count, cards, isPartial } = found
	return [
		t(isOfOthers ? 'across.others' : 'across.found', { count }),
		count > cards.length && t('across.first', { count: cards.length }),
		isPartial && t('across.partial'),
	]
		.filter(Boolean)
		.join(' ')
}

interface ResultRowProps {
	workshop: Workshop
	card: FoundCard
	option: ReturnType<ReturnType<typeof useListbox<FoundCard>>['optionProps']>
	/** Null while a press opens the result. */
	selection: Selection | null
}

function ResultRow({ workshop, card, option, selection }: ResultRowProps) {
	const { t } = useTranslation()
	const language = useOwnLanguage()
	const found = findBoard(workshop, card.board)
	const place = [found?.board.title, found?.session.title, card.city, card.author].filter(Boolean).join(' · ')
	const isSelected = selection?.selected.has(keyOf(card)) === true
	const canSelect = selection === null || selection.canSelect(card)
	return (
		<div
			{...option}
			{...(selection && { 'aria-checked': isSelected })}
			aria-disabled={!canSelect || undefined}
			className={styles['row']}
			data-kind={card.kind}
		>
			{selection && (
				<span className={joinClasses(styles['box'], isSelected && styles['checked'])}>
					{isSelected && <Icon name="check" size={14} />}
				</span>
			)}
			<KindIcon kind={card.kind} size={18} />
			<span className={styles['text']}>
				{card.translation && (
					<span dir="auto" lang={language ?? undefined}>
						<Icon name="language" size={14} /> <MarkedText {...card.translation} />
					</span>
				)}
				<span dir="auto" className={card.translation && styles['original']}>
					<MarkedText {...card.text} />
				</span>
				<small>
					<span className="visuallyHidden">{t(`kinds.${card.kind}`)} · </span>
					<span dir="auto">{place}</span>
				</small>
			</span>
		</div>
	)
}

function SendSelected({ selection }: { selection: Selection }) {
	const { t } = useTranslation()
	const [isSaving, save] = useSave()
	return (
		<div className={styles['send']}>
			<Button
				variant="primary"
				size="small"
				busy={isSaving}
				disabled={selection.count === 0}
				onClick={() => save(selection.onSend)}
			>
				{t('across.send', { count: selection.count })}
			</Button>
			<Button size="small" variant="quiet" onClick={selection.onSwitch}>
				{t('cancel')}
			</Button>
		</div>
	)
}
