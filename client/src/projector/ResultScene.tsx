import { plainText, type VoteResult, type VoteRound } from '@charrette/shared'
import { KindIcon } from '../ui/KindIcon.tsx'
import { firstPlace } from '../vote/VoteResultList.tsx'
import { roundLines, useProjectorTexts } from './projectorTexts.ts'
import styles from './ResultScene.module.css'
import { SceneFrame, type SceneProps, TextLines } from './SceneFrame.tsx'

/** Number of cards that can be read from the back row. */
const MAX_CARDS = 8
const MAX_CITIES = 10

/** The result of a vote: the cards with the most dots, and the dots from each city. */
export function ResultScene({ result, round, ...props }: SceneProps & { result: VoteResult; round: VoteRound | null }) {
	const texts = useProjectorTexts(props.workshop)
	const [first] = texts
	const cards = result.cards.slice(0, MAX_CARDS)
	const place = firstPlace(result)
	const most = Math.max(1, ...cards.map(({ dots }) => dots))
	const cities = [...result.cities].sort((a, b) => b.dots - a.dots).slice(0, MAX_CITIES)
	const title = <TextLines lines={roundLines(round ?? result, props.workshop)} />
	const linesOf = (textOf: (t: (typeof texts)[number]['t']) => string) =>
		texts.map(({ locale, t }) => ({ locale, text: textOf(t) }))
	const voters = (
		<TextLines lines={linesOf((t) => t('scenes.voters', { voters: result.voters, people: result.people }))} />
	)
	if (cards.length === 0)
		return (
			<SceneFrame {...props} title={title}>
				<div className={styles['none']}>
					<p>
						<TextLines lines={linesOf((t) => t('scenes.noDots'))} />
					</p>
					<p>{voters}</p>
				</div>
			</SceneFrame>
		)
	return (
		<SceneFrame {...props} title={title}>
			<div className={styles['result']}>
				<p className={styles['inWords']}>
					{texts.map(({ locale, t }) => (
						<span key={locale} lang={locale}>
							{t('scenes.voters', { voters: result.voters, people: result.people })}
							{place && ` · ${'count' in place ? t('scenes.firstTied', place) : t('scenes.first', place)}`}
						</span>
					))}
				</p>
				<ol
					className={styles['cards']}
					style={{ gridTemplateRows: `repeat(${Math.max(4, cards.length)}, minmax(0, 1fr))` }}
				>
					{cards.map((card) => (
						<li key={`${card.board} ${card.card}`} data-kind={card.kind}>
							<b className={styles['rank']}>{card.rank}</b>
							<span className={styles['text']}>
								<KindIcon kind={card.kind} size={28} />
								<span>{plainText(card.text)}</span>
							</span>
							<b className={styles['dots']}>{card.dots}</b>
							<i className={styles['bar']} style={{ width: `${(100 * card.dots) / most}%` }} aria-hidden="true" />
						</li>
					))}
				</ol>
				<aside className={styles['cities']}>
					<ul>
						{cities.map(({ city, dots }) => (
							<li key={city ?? ''}>
								<span>{city ?? first?.t('scenes.otherCities')}</span>
								<b>{dots}</b>
							</li>
						))}
					</ul>
				</aside>
			</div>
		</SceneFrame>
	)
}
