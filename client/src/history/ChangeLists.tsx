import type { Attribution, BoardChanges, Card, ClusterRef, Participant } from '@charrette/shared'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { KindIcon } from '../ui/Icon.tsx'
import styles from './changes.module.css'
import { type AttributionText, useAttributionText } from './snapshotTexts.ts'

/** Which cards are to be brought back, for those who may. */
export interface CardSelection {
	selected: ReadonlySet<string>
	toggle: (card: string) => void
}

interface ChangeListsProps {
	changes: BoardChanges
	/** Those who can be named. */
	people: readonly Participant[]
	/** Null where there is nothing to bring back. */
	picking: CardSelection | null
}

/** What changed, list by list, and by whom; what can be brought back can be picked. */
export function ChangeLists({ changes, people, picking }: ChangeListsProps) {
	const { t } = useTranslation('history')
	const wordHands = useAttributionText(people)
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
					more: <PreviousValues card={before} after={after} />,
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
					more: <ClusterMove {...places} />,
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
	attribution?: string | undefined
}

interface CardListProps {
	title: string
	what: 'added' | 'changed' | 'gone' | 'moved'
	entries: readonly CardEntry[]
	picking: CardSelection | null
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
								<input
									type="checkbox"
									checked={picking.selected.has(card.id)}
									onChange={() => picking.toggle(card.id)}
								/>
								<CardSummary card={card} {...told} />
							</label>
						) : (
							<CardSummary card={card} {...told} />
						)}
					</li>
				))}
			</ul>
		</section>
	)
}

function CardSummary({ card, more, attribution }: CardEntry) {
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
			{attribution && <small>{attribution}</small>}
			{from && <small>{from}</small>}
		</span>
	)
}

/** What a card said before; its kind or city where the words are the same. */
function PreviousValues({ card, after }: { card: Card; after: Card }) {
	const { t } = useTranslation(['history', 'app', 'board'])
	const parts = [
		card.text !== after.text && (card.text || t('noText')),
		card.kind !== after.kind && t(`app:kinds.${card.kind}`),
		card.city !== after.city && card.city,
		card.category !== after.category && card.category && t(`board:categories.${card.category}`),
	].filter(Boolean)
	return parts.length > 0 ? <small>{t('was', { text: parts.join(' · ') })}</small> : null
}

function ClusterMove({ from, to }: { from: ClusterRef; to: ClusterRef }) {
	const { t } = useTranslation('history')
	const name = (place: ClusterRef) => (place ? place.title || t('untitled') : t('noCluster'))
	return <small>{t('fromTo', { from: name(from), to: name(to) })}</small>
}

interface OtherChangesProps {
	changes: BoardChanges
	wordHands: AttributionText
}

interface ChangeLine {
	key: string
	line: string
	/** Whose hands that was. */
	attribution?: string | undefined
}

/** Links, clusters and images: in words, as they come back with their cards or not at all. */
function OtherChanges({ changes: { links, clusters, images }, wordHands }: OtherChangesProps) {
	const { t } = useTranslation('history')
	const linkLines = useLinkLines(wordHands)
	const clusterLines = useClusterLines(wordHands)
	const imageLines: ChangeLine[] = [
		{ key: 'added', line: t('imagesAdded', { count: images.added.length }) },
		{
			key: 'gone',
			line: t('imagesGone', { count: images.gone.length }),
			attribution: wordHands(images.gone.length === 1 ? 'cardGone' : 'imagesGone', authorsOf(images.gone)),
		},
	]
	return (
		<>
			<ChangeLines title={t('lists.linksAdded')} lines={linkLines(links.added)} />
			<ChangeLines title={t('lists.linksGone')} lines={linkLines(links.gone)} />
			<ChangeLines title={t('lists.clusters')} lines={clusterLines(clusters)} />
			<ChangeLines
				title={t('lists.images')}
				lines={imageLines.filter(({ key }) => images[key as 'added' | 'gone'].length > 0)}
			/>
		</>
	)
}

function useLinkLines(wordHands: AttributionText): (links: BoardChanges['links']['gone']) => ChangeLine[] {
	const { t } = useTranslation(['history', 'board'])
	return (links) =>
		links.map(({ id, fromText, toText, meaning, by }) => ({
			key: id,
			line: `${fromText || t('noText')} → ${t(`board:meanings.${meaning}`)} → ${toText || t('noText')}`,
			hands: wordHands('otherGone', by),
		}))
}

function useClusterLines(wordHands: AttributionText): (clusters: BoardChanges['clusters']) => ChangeLine[] {
	const { t } = useTranslation('history')
	const name = (title: string) => title || t('untitled')
	return ({ added, renamed, gone }) => [
		...added.map(({ id, title }) => ({ key: id, line: t('clusterAdded', { title: name(title) }) })),
		...renamed.map(({ before, after, by }) => ({
			key: after.id,
			line: t('fromTo', { from: name(before.title), to: name(after.title) }),
			hands: wordHands('renamed', by),
		})),
		...gone.map(({ id, title, by }) => ({
			key: id,
			line: t('clusterGone', { title: name(title) }),
			hands: wordHands('otherGone', by),
		})),
	]
}

/** Images are counted, not told one by one: the hands on any of them. */
function authorsOf(images: BoardChanges['images']['gone']): Attribution[] {
	return [...new Set(images.flatMap(({ by = [] }) => by))]
}

function ChangeLines({ title, lines }: { title: string; lines: readonly ChangeLine[] }) {
	if (lines.length === 0) return null
	return (
		<section>
			<h4>
				{title} <span>{lines.length}</span>
			</h4>
			<ul className={styles['lines']}>
				{lines.map(({ key, line, attribution }) => (
					<li key={key}>
						{line}
						{attribution && <small>{attribution}</small>}
					</li>
				))}
			</ul>
		</section>
	)
}
