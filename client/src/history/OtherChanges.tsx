import type { BoardChanges, Hand } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import styles from './changes.module.css'
import type { HandWords } from './useHandWords.ts'

interface OtherChangesProps {
	changes: BoardChanges
	wordHands: HandWords
}

interface Line {
	key: string
	line: string
	/** Whose hands that was. */
	hands?: string | undefined
}

/** Links, clusters and images: in words, as they come back with their cards or not at all. */
export function OtherChanges({ changes: { links, clusters, images }, wordHands }: OtherChangesProps) {
	const { t } = useTranslation('history')
	const linkLines = useLinkLines(wordHands)
	const clusterLines = useClusterLines(wordHands)
	const imageLines: Line[] = [
		{ key: 'added', line: t('imagesAdded', { count: images.added.length }) },
		{
			key: 'gone',
			line: t('imagesGone', { count: images.gone.length }),
			hands: wordHands(images.gone.length === 1 ? 'cardGone' : 'imagesGone', handsIn(images.gone)),
		},
	]
	return (
		<>
			<Lines title={t('lists.linksAdded')} lines={linkLines(links.added)} />
			<Lines title={t('lists.linksGone')} lines={linkLines(links.gone)} />
			<Lines title={t('lists.clusters')} lines={clusterLines(clusters)} />
			<Lines
				title={t('lists.images')}
				lines={imageLines.filter(({ key }) => images[key as 'added' | 'gone'].length > 0)}
			/>
		</>
	)
}

function useLinkLines(wordHands: HandWords): (links: BoardChanges['links']['gone']) => Line[] {
	const { t } = useTranslation(['history', 'board'])
	return (links) =>
		links.map(({ id, fromText, toText, meaning, by }) => ({
			key: id,
			line: `${fromText || t('noText')} → ${t(`board:meanings.${meaning}`)} → ${toText || t('noText')}`,
			hands: wordHands('otherGone', by),
		}))
}

function useClusterLines(wordHands: HandWords): (clusters: BoardChanges['clusters']) => Line[] {
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
function handsIn(images: BoardChanges['images']['gone']): Hand[] {
	return [...new Set(images.flatMap(({ by = [] }) => by))]
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
	if (lines.length === 0) return null
	return (
		<section>
			<h4>
				{title} <span>{lines.length}</span>
			</h4>
			<ul className={styles['lines']}>
				{lines.map(({ key, line, hands }) => (
					<li key={key}>
						{line}
						{hands && <small>{hands}</small>}
					</li>
				))}
			</ul>
		</section>
	)
}
