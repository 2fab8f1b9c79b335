import type { BoardChanges, Card, Participant, Place } from '@charrette/shared'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import styles from './changes.module.css'
import { OtherChanges } from './OtherChanges.tsx'
import { useHandWords } from './useHandWords.ts'

/** Which cards are to be brought back, for those who may. */
export interface Picking {
	picked: ReadonlySet<string>
	toggle: (card: string) => void
}

interface ChangeListsProps {
	changes: BoardChanges
	/** Those who can be named. */
	people: readonly Participant[]
	/** Null where there is nothing to bring back. */
	picking: Picking | null
}

/** What changed, list by list, and by whom; what can be brought back can be picked. */
export function ChangeLists({ changes, people, picking }: ChangeListsProps) {
	const { t } = useTranslation('history')
	const wordHands = useHandWords(people)
	const { added, changed, gone, moved } = changes
	return (
		<div className={styles['lists']}>
			<CardList
				title={t('lists.gone')}
				what="gone"
				entries={gone.map((card) => ({ card, hands: wordHands('cardGone', card.by) }))}
				picking={picking}
			/>
			<CardList
				title={t('lists.changed')}
				what="changed"
				entries={changed.map(({ before, after, by }) => ({
					card: after,
					more: <Before card={before} after={after} />,
					hands: wordHands('changed', by),
				}))}
				picking={picking}
			/>
			<CardList title={t('lists.added')} what="added" entries={added.map((card) => ({ card }))} picking={null} />
			<CardList
				title={t('lists.moved')}
				what="moved"
				entries={moved.map(({ card, by, ...places }) => ({
					card,
					more: <Moved {...places} />,
					hands: wordHands('moved', by),
				}))}
				picking={picking}
			/>
			<OtherChanges changes={changes} wordHands={wordHands} />
		</div>
	)
}

interface CardEntry {
	card: Card
	/** What it was before. */
	more?: ReactNode
	/** Whose hands that was. */
	hands?: string | undefined
}

interface CardListProps {
	title: string
	what: 'added' | 'changed' | 'gone' | 'moved'
	entries: readonly CardEntry[]
	picking: Picking | null
}

function CardList({ title, what, entries, picking }: CardListProps) {
	if (entries.length === 0) return null
	return (
		<section data-what={what}>
			<h4>
				{title} <span>{entries.length}</span>
			</h4>
			<ul>
				{entries.map(({ card, ...told }) => (
					<li key={card.id} data-kind={card.kind} className={styles['card']}>
						{picking ? (
							<label>
								<input type="checkbox" checked={picking.picked.has(card.id)} onChange={() => picking.toggle(card.id)} />
								<CardWords card={card} {...told} />
							</label>
						) : (
							<CardWords card={card} {...told} />
						)}
					</li>
				))}
			</ul>
		</section>
	)
}

function CardWords({ card, more, hands }: CardEntry) {
	const { t } = useTranslation(['history', 'app'])
	const from = [card.city, card.author && t('by', { name: card.author })].filter(Boolean).join(' · ')
	return (
		<span className={styles['words']}>
			<span className={styles['kind']}>
				<KindIcon kind={card.kind} size={14} />
				{t(`app:kinds.${card.kind}`)}
			</span>
			<span className={styles['text']}>{card.text || <i>{t('noText')}</i>}</span>
			{more}
			{hands && <small>{hands}</small>}
			{from && <small>{from}</small>}
		</span>
	)
}

/** What a card said before; its kind or city where the words are the same. */
function Before({ card, after }: { card: Card; after: Card }) {
	const { t } = useTranslation(['history', 'app', 'board'])
	const parts = [
		card.text !== after.text && (card.text || t('noText')),
		card.kind !== after.kind && t(`app:kinds.${card.kind}`),
		card.city !== after.city && card.city,
		card.category !== after.category && card.category && t(`board:categories.${card.category}`),
	].filter(Boolean)
	return parts.length > 0 ? <small>{t('was', { text: parts.join(' · ') })}</small> : null
}

function Moved({ from, to }: { from: Place; to: Place }) {
	const { t } = useTranslation('history')
	const name = (place: Place) => (place ? place.title || t('untitled') : t('noCluster'))
	return <small>{t('fromTo', { from: name(from), to: name(to) })}</small>
}
