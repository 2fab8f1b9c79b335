import type { BoardChanges, Card, Place } from '@charrette/shared'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import styles from './changes.module.css'

/** Which cards are to be brought back, for those who may. */
export interface Picking {
	picked: ReadonlySet<string>
	toggle: (card: string) => void
}

interface ChangeListsProps {
	changes: BoardChanges
	/** Null where there is nothing to bring back. */
	picking: Picking | null
}

/** What changed, list by list; what can be brought back can be picked. */
export function ChangeLists({ changes, picking }: ChangeListsProps) {
	const { t } = useTranslation('history')
	const { added, changed, gone, moved } = changes
	return (
		<div className={styles['lists']}>
			<CardList title={t('lists.gone')} what="gone" cards={gone} picking={picking} />
			<CardList
				title={t('lists.changed')}
				what="changed"
				cards={changed.map(({ after }) => after)}
				picking={picking}
				more={(card) => <Before card={changed.find(({ after }) => after.id === card.id)?.before} after={card} />}
			/>
			<CardList title={t('lists.added')} what="added" cards={added} picking={null} />
			<CardList
				title={t('lists.moved')}
				what="moved"
				cards={moved.map(({ card }) => card)}
				picking={picking}
				more={(card) => <Moved move={moved.find((move) => move.card.id === card.id)} />}
			/>
			<OtherChanges changes={changes} />
		</div>
	)
}

interface CardListProps {
	title: string
	what: 'added' | 'changed' | 'gone' | 'moved'
	cards: readonly Card[]
	picking: Picking | null
	more?: (card: Card) => ReactNode
}

function CardList({ title, what, cards, picking, more }: CardListProps) {
	if (cards.length === 0) return null
	return (
		<section data-what={what}>
			<h4>
				{title} <span>{cards.length}</span>
			</h4>
			<ul>
				{cards.map((card) => (
					<li key={card.id} data-kind={card.kind} className={styles['card']}>
						{picking ? (
							<label>
								<input type="checkbox" checked={picking.picked.has(card.id)} onChange={() => picking.toggle(card.id)} />
								<CardWords card={card} more={more} />
							</label>
						) : (
							<CardWords card={card} more={more} />
						)}
					</li>
				))}
			</ul>
		</section>
	)
}

function CardWords({ card, more }: { card: Card; more: CardListProps['more'] | undefined }) {
	const { t } = useTranslation(['history', 'app'])
	const from = [card.city, card.author && t('by', { name: card.author })].filter(Boolean).join(' · ')
	return (
		<span className={styles['words']}>
			<span className={styles['kind']}>
				<KindIcon kind={card.kind} size={14} />
				{t(`app:kinds.${card.kind}`)}
			</span>
			<span className={styles['text']}>{card.text || <i>{t('noText')}</i>}</span>
			{more?.(card)}
			{from && <small>{from}</small>}
		</span>
	)
}

/** What a card said before; its kind or city where the words are the same. */
function Before({ card, after }: { card: Card | undefined; after: Card }) {
	const { t } = useTranslation(['history', 'app', 'board'])
	if (!card) return null
	const parts = [
		card.text !== after.text && (card.text || t('noText')),
		card.kind !== after.kind && t(`app:kinds.${card.kind}`),
		card.city !== after.city && card.city,
		card.category !== after.category && card.category && t(`board:categories.${card.category}`),
	].filter(Boolean)
	return parts.length > 0 ? <small>{t('was', { text: parts.join(' · ') })}</small> : null
}

function Moved({ move }: { move: BoardChanges['moved'][number] | undefined }) {
	const { t } = useTranslation('history')
	const name = (place: Place) => (place ? place.title || t('untitled') : t('noCluster'))
	return move ? <small>{t('fromTo', { from: name(move.from), to: name(move.to) })}</small> : null
}

/** Links, clusters and images: in words, as they come back with their cards or not at all. */
function OtherChanges({ changes: { links, clusters, images } }: { changes: BoardChanges }) {
	const { t } = useTranslation(['history', 'board'])
	const sentence = ({ fromText, toText, meaning }: BoardChanges['links']['added'][number]) =>
		`${fromText || t('noText')} → ${t(`board:meanings.${meaning}`)} → ${toText || t('noText')}`
	const name = (title: string) => title || t('untitled')
	const lists = [
		{ title: t('lists.linksAdded'), lines: links.added.map((link) => ({ key: link.id, line: sentence(link) })) },
		{ title: t('lists.linksGone'), lines: links.gone.map((link) => ({ key: link.id, line: sentence(link) })) },
		{
			title: t('lists.clusters'),
			lines: [
				...clusters.added.map(({ id, title }) => ({ key: id, line: t('clusterAdded', { title: name(title) }) })),
				...clusters.renamed.map(({ before, after }) => ({
					key: after.id,
					line: t('fromTo', { from: name(before.title), to: name(after.title) }),
				})),
				...clusters.gone.map(({ id, title }) => ({ key: id, line: t('clusterGone', { title: name(title) }) })),
			],
		},
		{
			title: t('lists.images'),
			lines: (['added', 'gone'] as const)
				.filter((what) => images[what].length > 0)
				.map((what) => ({
					key: what,
					line: t(what === 'added' ? 'imagesAdded' : 'imagesGone', { count: images[what].length }),
				})),
		},
	]
	return lists.map(
		({ title, lines }) =>
			lines.length > 0 && (
				<section key={title}>
					<h4>
						{title} <span>{lines.length}</span>
					</h4>
					<ul className={styles['lines']}>
						{lines.map(({ key, line }) => (
							<li key={key}>{line}</li>
						))}
					</ul>
				</section>
			),
	)
}
