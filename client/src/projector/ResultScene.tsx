import {
	type BoardId,
	type CardResult,
	findBoard,
	type Locale,
	type VoteResult,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { useMemo } from 'react'
import { useProjectedTranslations, useProjectsTranslations } from '../reading/useProjectedTranslations.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import { choiceOf, firstPlace } from '../vote/VoteResultList.tsx'
import { boardTitle, roundLines, useProjectorTexts } from './projectorTexts.ts'
import styles from './ResultScene.module.css'
import { SceneFrame, type SceneProps, TextLines, TranslatedLines } from './SceneFrame.tsx'
import { useSlideshow } from './slideshow.ts'

/** Numbers of cards and cities on a page, which can be read from the back row. */
const MAX_CARDS = 8
const MAX_TRANSLATED_CARDS = 6
const MAX_CITIES = 6

/**
 * The result of a vote, page by page: the cards, best first, and the cities with their dots and
 * the cards that they chose. In a vote by group, the first cards of each board are shown.
 */
export function ResultScene({ result, round, ...props }: SceneProps & { result: VoteResult; round: VoteRound | null }) {
	const texts = useProjectorTexts(props.workshop)
	const [first] = texts
	const { isByGroup = false } = result
	const ranked = isByGroup ? result.cards.filter(({ rank }) => rank === 1) : result.cards
	const cityPages = result.cities.length > 1 ? Math.ceil(result.cities.length / MAX_CITIES) : 0
	const size = useProjectsTranslations() ? MAX_TRANSLATED_CARDS : MAX_CARDS
	const count = Math.max(1, Math.ceil(ranked.length / size), cityPages)
	const { part } = useSlideshow({ parts: count, slides: null, steps: props.steps })
	const cards = pageOf(ranked, part, size)
	const asked = useMemo(() => result.cards.map(textIn), [result])
	const translationOf = useProjectedTranslations(asked)
	const resultIn = (locale: Locale) => ({ ...result, cards: result.cards.map((card) => cardIn(locale, card)) })
	const cardIn = (locale: Locale, card: CardResult) => {
		const translation = translationOf(textIn(card))
		return translation?.lang === locale ? { ...card, text: translation.text } : card
	}
	const most = Math.max(1, ...result.cards.map(({ dots }) => dots))
	const cities = cityPages > 0 ? pageOf(result.cities, part, MAX_CITIES) : []
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
		<SceneFrame {...props} title={title} position={{ at: part, count }}>
			<div className={styles['result']} data-cities={cities.length > 0}>
				<p className={styles['inWords']}>
					{texts.map(({ locale, t }) => (
						<span key={locale} lang={locale}>
							{t('scenes.voters', { voters: result.voters, people: result.people })}
							{firstInWords(firstPlace(resultIn(locale)), t)}
						</span>
					))}
				</p>
				<ol
					className={styles['cards']}
					style={{ gridTemplateRows: `repeat(${Math.max(4, cards.length)}, minmax(0, 1fr))` }}
				>
					{cards.map((card) => (
						<li key={`${card.board} ${card.card}`} data-kind={card.kind}>
							<b className={styles['rank']}>{isByGroup ? '' : card.rank}</b>
							<span className={styles['text']}>
								<KindIcon kind={card.kind} size={28} />
								<span>
									{isByGroup && <small>{boardOf(props.workshop, card.board)} </small>}
									<TranslatedLines text={card.text} translation={translationOf(textIn(card))} />
								</span>
							</span>
							<b className={styles['dots']}>{card.dots}</b>
							<i className={styles['bar']} style={{ width: `${(100 * card.dots) / most}%` }} aria-hidden="true" />
						</li>
					))}
				</ol>
				{cities.length > 0 && (
					<aside className={styles['cities']}>
						<ul>
							{cities.map(({ city, dots }) => (
								<li key={city ?? ''}>
									<span>{city ?? first?.t('scenes.otherCities')}</span>
									<b>{dots}</b>
									<small dir="auto">{choiceOf(first ? resultIn(first.locale) : result, city)}</small>
								</li>
							))}
						</ul>
					</aside>
				)}
			</div>
		</SceneFrame>
	)
}

/** Returns the cards in first place as the end of a sentence; empty without any. */
function firstInWords(
	place: ReturnType<typeof firstPlace>,
	t: ReturnType<typeof useProjectorTexts>[number]['t'],
): string {
	if (!place) return ''
	return ` · ${'count' in place ? t('scenes.firstTied', place) : t('scenes.first', place)}`
}

const textIn = ({ board, card, text }: CardResult) => ({ board, id: card, text })

/** Returns a page of a list; once it has no more pages, the last one. */
function pageOf<Item>(items: readonly Item[], page: number, size: number): readonly Item[] {
	const last = Math.max(0, Math.ceil(items.length / size) - 1)
	const from = Math.min(page, last) * size
	return items.slice(from, from + size)
}

function boardOf(workshop: Workshop, board: BoardId): string {
	const title = findBoard(workshop, board)?.board.title
	return title === undefined ? '' : boardTitle(title, workshop)
}
