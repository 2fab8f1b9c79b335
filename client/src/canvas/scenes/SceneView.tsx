import type { CSSProperties, ReactNode } from 'react'
import { imageUrl } from '../../boardParts/images/imageSize.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Dots } from '../../vote/Dots.tsx'
import type { Scene } from './layOutScenes.ts'
import type { SceneBlock } from './measureScenes.ts'
import { laneHeight, rowLength } from './measureScenes.ts'
import styles from './SceneView.module.css'
import type { SceneCard } from './sections.ts'
import type { SceneLine } from './useScenes.ts'

/** Few cards are not enlarged to the whole height of the area. */
const MAX_GROWTH = 1.3

interface SceneViewProps {
	scene: Scene
	/** Px per unit of the area. */
	unit: number
	/** The text in the place for the solutions of an open obstacle. */
	unanswered: readonly SceneLine[]
	/** Returns what lies over the edge of a card. */
	markOf?: (card: string) => ReactNode
}

/** A scene of a presentation. It fills its area. */
export function SceneView({ scene: { lanes, layout }, unit, unanswered, markOf }: SceneViewProps) {
	const style = {
		'--text': `${layout.textSize * unit}px`,
		'--lanes': layout.lanes,
		'--row': rowLength(layout),
		maxHeight: Math.max(...lanes.map((blocks) => laneHeight(blocks, layout))) * MAX_GROWTH * unit,
	} as CSSProperties
	return (
		<div className={styles['scene']} style={style} data-scene="" data-stacked={layout.isStacked || undefined}>
			{lanes.map((blocks, lane) => (
				<div key={lane} className={styles['lane']}>
					{blocks.map((block, at) => (
						<Block key={at} block={block} unanswered={unanswered} markOf={markOf} />
					))}
				</div>
			))}
		</div>
	)
}

interface BlockProps {
	block: SceneBlock
	unanswered: readonly SceneLine[]
	markOf: SceneViewProps['markOf']
}

function Block({ block, unanswered, markOf }: BlockProps) {
	if (block.type === 'heading')
		return (
			<h2 className={styles['heading']} dir="auto">
				{block.title}
			</h2>
		)
	if (block.type === 'row')
		return (
			<div className={styles['row']}>
				{block.cards.map((card, at) => (
					<CardBox key={at} card={card} mark={markOf?.(card.id)} />
				))}
			</div>
		)
	const { obstacle, solutions } = block
	return (
		<div className={styles['pair']}>
			<CardBox card={obstacle} mark={markOf?.(obstacle.id)} />
			<span className={styles['arrow']} aria-hidden="true">
				{solutions.length > 0 && '←'}
			</span>
			<div className={styles['solutions']}>
				{solutions.length > 0 ? (
					solutions.map((card, at) => <CardBox key={at} card={card} mark={markOf?.(card.id)} />)
				) : (
					<p className={styles['place']}>
						{unanswered.map(({ language, text }) => (
							<span key={language} lang={language}>
								{text}
							</span>
						))}
					</p>
				)}
			</div>
		</div>
	)
}

/** Width of the pictures to fetch, in px. */
const PICTURE_WIDTH = 1024

function CardBox({ card, mark }: { card: SceneCard; mark: ReactNode }) {
	const { kind, text, translation, foot, votes, picture } = card
	return (
		<div className={styles['card']} data-kind={kind ?? undefined} data-scene-card="">
			{text && <p dir="auto">{text}</p>}
			{translation && (
				<div className={styles['translation']} dir="auto" lang={translation.lang}>
					{translation.text}
				</div>
			)}
			{picture && <img src={imageUrl(picture.path, PICTURE_WIDTH)} alt={picture.alt} />}
			{(foot || votes > 0) && (
				<small>
					{kind && <KindIcon kind={kind} />}
					<span dir="auto">{foot}</span>
					{votes > 0 && <SceneDots votes={votes} />}
				</small>
			)}
			{mark}
		</div>
	)
}

/** The dots of a card, and their number. */
function SceneDots({ votes }: { votes: number }) {
	return (
		<b>
			<Dots given={Math.min(votes, MAX_DOTS)} />
			{votes}
		</b>
	)
}

const MAX_DOTS = 5
