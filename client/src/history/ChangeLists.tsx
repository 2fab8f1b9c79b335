import {
	type Attribution,
	type BoardChanges,
	type Card,
	type ClusterRef,
	type ComparedField,
	changedCardFields,
	isChoice,
	isComparedByName,
	type Participant,
	plainText,
} from '@charrette/shared'
import type { ReactNode } from 'react'
import { useCardNames } from '../i18n/cardNames.ts'
import { listNames } from '../i18n/listText.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import styles from './changes.module.css'
import { type AttributionText, useAttributionText } from './snapshotTexts.ts'
import type { CardSelection } from './useCardSelection.ts'

interface ChangeListsProps {
	changes: BoardChanges
	/** The participants whose names may be shown. */
	people: readonly Participant[]
	/** Null if no cards can be restored. */
	cardSelection: CardSelection | null
	/** Returns a link to a card, around its text; without it, cards are not linked. */
	linkTo?: CardLink
}

type CardLink = (card: string, text: ReactNode) => ReactNode

/**
 * The changes of a comparison, in a list for each kind of change, with their authors. Cards that
 * can be restored have a checkbox.
 */
export function ChangeLists({ changes, people, cardSelection, linkTo }: ChangeListsProps) {
	const { t } = useTranslation('history')
	const attributionText = useAttributionText(people)
	const { added, changed, gone, moved } = changes
	return (
		<div className={styles['lists']}>
			<CardList
				title={t('lists.gone')}
				what="gone"
				entries={gone.map((card) => ({ card, attribution: attributionText('cardGone', card.by) }))}
				cardSelection={cardSelection}
			/>
			<CardList
				title={t('lists.changed')}
				what="changed"
				entries={changed.map(({ before, after, by }) => ({
					card: after,
					more: <PreviousValues card={before} after={after} />,
					attribution: attributionText('changed', by),
				}))}
				cardSelection={cardSelection}
				linkTo={linkTo}
			/>
			<CardList
				title={t('lists.added')}
				what="added"
				entries={added.map((card) => ({ card }))}
				cardSelection={null}
				linkTo={linkTo}
			/>
			<CardList
				title={t('lists.moved')}
				what="moved"
				entries={moved.map(({ card, by, ...move }) => ({
					card,
					more: <ClusterMove {...move} />,
					attribution: attributionText('moved', by),
				}))}
				cardSelection={cardSelection}
				linkTo={linkTo}
			/>
			<OtherChanges changes={changes} attributionText={attributionText} />
		</div>
	)
}

interface CardEntry {
	card: Card
	/** The card's former values. */
	more?: ReactNode
	/** The authors of the change, as a sentence. */
	attribution?: string | undefined
}

interface CardListProps {
	title: string
	what: 'added' | 'changed' | 'gone' | 'moved'
	entries: readonly CardEntry[]
	cardSelection: CardSelection | null
	linkTo?: CardLink | undefined
}

function CardList({ title, what, entries, cardSelection, linkTo }: CardListProps) {
	if (entries.length === 0) return null
	return (
		<section data-what={what}>
			<h4>
				{title} <span>{entries.length}</span>
			</h4>
			<ul>
				{entries.map(({ card, ...entry }) => (
					<li key={card.id} data-kind={card.kind} className={styles['card']}>
						{cardSelection ? (
							<label>
								<input
									type="checkbox"
									checked={cardSelection.selected.has(card.id)}
									onChange={() => cardSelection.toggle(card.id)}
								/>
								<CardSummary card={card} {...entry} />
							</label>
						) : (
							<CardSummary card={card} {...entry} linkTo={linkTo} />
						)}
					</li>
				))}
			</ul>
		</section>
	)
}

function CardSummary({ card, more, attribution, linkTo }: CardEntry & { linkTo?: CardLink | undefined }) {
	const { t } = useTranslation(['history', 'app'])
	const text = plainText(card.text) || <i>{t('noText')}</i>
	const from = [card.city, card.author && t('by', { name: card.author })].filter(Boolean).join(' · ')
	return (
		<span className={styles['words']}>
			<span className={styles['kind']}>
				<KindIcon kind={card.kind} size={14} />
				{t(`app:kinds.${card.kind}`)}
			</span>
			<span className={styles['text']}>{linkTo ? linkTo(card.id, text) : text}</span>
			{more}
			{attribution && <small>{attribution}</small>}
			{from && <small>{from}</small>}
		</span>
	)
}

/** A card's former values of the fields that changed, or the names of these fields. */
function PreviousValues({ card, after }: { card: Card; after: Card }) {
	const { t } = useTranslation(['history', 'board'])
	const nameOf = useCardNames()
	const changed = changedCardFields(card, after)
	const formerValue = (field: ComparedField) => {
		const value = String(card[field] ?? '')
		return isChoice(field) && value ? nameOf(field, value) : value || (field === 'text' && t('noText'))
	}
	const parts = changed
		.filter((field) => !isComparedByName(field))
		.map(formerValue)
		.filter(Boolean)
	const details = changed.filter(isComparedByName).map((field) => t(`board:details.${field}`))
	return (
		<>
			{parts.length > 0 && <small>{t('was', { text: parts.join(' · ') })}</small>}
			{details.length > 0 && <small>{t('detailsChanged', { names: listNames(details) })}</small>}
		</>
	)
}

function ClusterMove({ from, to }: { from: ClusterRef; to: ClusterRef }) {
	const { t } = useTranslation('history')
	const name = (cluster: ClusterRef) => (cluster ? cluster.title || t('untitled') : t('noCluster'))
	return <small>{t('fromTo', { from: name(from), to: name(to) })}</small>
}

interface OtherChangesProps {
	changes: BoardChanges
	attributionText: AttributionText
}

interface ChangeLine {
	key: string
	line: string
	/** The authors of the change, as a sentence. */
	attribution?: string | undefined
}

/**
 * The changes of links, clusters and images as text lines. They can be restored only together with
 * their cards.
 */
function OtherChanges({ changes: { joins, links, clusters, images }, attributionText }: OtherChangesProps) {
	const { t } = useTranslation('history')
	const linkLines = useLinkLines(attributionText)
	const clusterLines = useClusterLines(attributionText)
	const imageLines: ChangeLine[] = [
		{ key: 'added', line: t('imagesAdded', { count: images.added.length }) },
		{
			key: 'gone',
			line: t('imagesGone', { count: images.gone.length }),
			attribution: attributionText(images.gone.length === 1 ? 'cardGone' : 'imagesGone', authorsOf(images.gone)),
		},
	]
	const joinLines = (cards: BoardChanges['joins']['joined']): ChangeLine[] =>
		cards.map(({ card, head, by }) => ({
			key: card.id,
			line: `${plainText(card.text) || t('noText')} → ${plainText(head.text) || t('noText')}`,
			attribution: attributionText('changed', by),
		}))
	return (
		<>
			<ChangeLines title={t('lists.joined')} lines={joinLines(joins.joined)} />
			<ChangeLines title={t('lists.apart')} lines={joinLines(joins.apart)} />
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

function useLinkLines(attributionText: AttributionText): (links: BoardChanges['links']['gone']) => ChangeLine[] {
	const { t } = useTranslation(['history', 'board'])
	return (links) =>
		links.map(({ id, fromText, toText, meaning, by }) => ({
			key: id,
			line: `${fromText || t('noText')} → ${t(`board:meanings.${meaning}`)} → ${toText || t('noText')}`,
			attribution: attributionText('otherGone', by),
		}))
}

function useClusterLines(attributionText: AttributionText): (clusters: BoardChanges['clusters']) => ChangeLine[] {
	const { t } = useTranslation('history')
	const name = (title: string) => title || t('untitled')
	return ({ added, renamed, gone }) => [
		...added.map(({ id, title }) => ({ key: id, line: t('clusterAdded', { title: name(title) }) })),
		...renamed.map(({ before, after, by }) => ({
			key: after.id,
			line: t('fromTo', { from: name(before.title), to: name(after.title) }),
			attribution: attributionText('renamed', by),
		})),
		...gone.map(({ id, title, by }) => ({
			key: id,
			line: t('clusterGone', { title: name(title) }),
			attribution: attributionText('otherGone', by),
		})),
	]
}

/** Returns the authors of all these changes; all images share one line. */
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
