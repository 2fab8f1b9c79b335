import { type BoardId, type CardResult, type CityDots, plainText, type VoteResult } from '@charrette/shared'
import { useMemo } from 'react'
import { joinParts } from '../i18n/listText.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { TranslationMark, useAskedTexts, useReader, useReadText } from '../reading/useReading.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import styles from './vote.module.css'

interface VoteResultListProps {
	result: VoteResult
	/** Returns the title of a board. */
	boardOf: (board: BoardId) => string
}

/** The result of a vote: its cards, best first, each with its dots and the cities of the voters. */
export function VoteResultList({ result, boardOf }: VoteResultListProps) {
	const { t } = useTranslation(['board', 'app'])
	const read = useReadResult(result)
	const most = result.cards[0]?.dots ?? 1
	const citiesText = useCitiesText()
	const firstInWords = useFirstInWords()
	return (
		<div className={styles['results']}>
			<p className={styles['turnout']}>
				{t('board:vote.turnout', { count: result.voters, people: result.people })}
				{` ${firstInWords(read)}`}
				{result.gone > 0 && ` ${t('board:vote.gone', { count: result.gone })}`}
			</p>
			{result.cards.length === 0 && <p>{t('board:vote.none')}</p>}
			<ol>
				{result.cards.map((card) => (
					<li key={`${card.board} ${card.card}`} data-kind={card.kind}>
						<span className={styles['rank']}>{card.rank}</span>
						<div className={styles['what']}>
							<ResultText card={card} />
							<span className={styles['meter']} style={{ inlineSize: `${(100 * card.dots) / most}%` }} />
							<small>{[boardOf(card.board), citiesText(card)].filter(Boolean).join(' · ')}</small>
						</div>
						<b className={styles['count']}>{t('board:vote.dots', { count: card.dots })}</b>
					</li>
				))}
			</ol>
			{result.cities.length > 1 && <ResultByCity result={read} />}
		</div>
	)
}

/** The text of a card in this person's language, with its original one press away (READ4). */
function ResultText({ card: { board, card, kind, text } }: { card: CardResult }) {
	const { t } = useTranslation(['board', 'app'])
	const read = useReadText(card, text, board)
	return (
		<>
			<p dir="auto" lang={read.lang}>
				<KindIcon kind={kind} size={16} />
				<span className="visuallyHidden">{t(`app:kinds.${kind}`)} </span>
				{plainText(read.text) || t('board:list.emptyCard')}
			</p>
			<TranslationMark card={card} board={board} read={read} />
		</>
	)
}

/** Returns a result with the texts of its cards in this person's language (READ4). */
export function useReadResult(result: VoteResult): VoteResult
export function useReadResult(result: VoteResult | null): VoteResult | null
export function useReadResult(result: VoteResult | null): VoteResult | null {
	const asked = useMemo(() => result?.cards.map(({ board, card, text }) => ({ board, id: card, text })) ?? [], [result])
	useAskedTexts(asked)
	const { readText } = useReader()
	if (!result) return null
	return {
		...result,
		cards: result.cards.map((one) => ({ ...one, text: readText(one.card, one.text, one.board).text })),
	}
}

/** Each city with its dots and the cards that it has chosen. */
function ResultByCity({ result }: { result: VoteResult }) {
	const { t } = useTranslation('board')
	return (
		<section className={styles['cities']}>
			<h3>{t('vote.byCity')}</h3>
			<ul>
				{result.cities.map(({ city, dots }) => (
					<li key={city ?? ''}>
						<b>{city ?? t('vote.otherCities')}</b> <small>{t('vote.dots', { count: dots })}</small>
						<span dir="auto">{choiceOf(result, city)}</span>
					</li>
				))}
			</ul>
		</section>
	)
}

/**
 * Returns the texts of the cards that got the most dots from a city, or from the cities that are
 * counted together (null); empty if more cards are equal than can be listed.
 */
export function choiceOf({ cards }: Pick<VoteResult, 'cards'>, city: string | null): string {
	const given = cards.flatMap((card) =>
		card.cities.flatMap((of) => (of.city === city ? [{ card, dots: of.dots }] : [])),
	)
	const most = Math.max(0, ...given.map(({ dots }) => dots))
	const chosen = given.filter(({ dots }) => dots === most)
	return chosen.length > MAX_FIRST ? '' : chosen.map(({ card }) => oneLine(card.text)).join(' / ')
}

const oneLine = (text: string) => plainText(text).replace(/\s+/g, ' ').trim()

/**
 * The largest number of first-placed cards that are listed; of more cards, only the number is
 * shown.
 */
const MAX_FIRST = 3

/**
 * Returns the cards in first place as values for a text: the cards, or only their number if there
 * are too many. Null if there are none, and in a vote by group, where each board has its own.
 */
export function firstPlace({
	cards,
	isByGroup,
}: Pick<VoteResult, 'cards' | 'isByGroup'>): { cards: string } | { count: number } | null {
	const first = cards.filter(({ rank }) => rank === 1)
	if (first.length === 0 || isByGroup) return null
	if (first.length > MAX_FIRST) return { count: first.length }
	return { cards: first.map(({ text }) => oneLine(text)).join(' / ') }
}

/**
 * Returns a function that names the cards in first place in a sentence; empty if no card got a dot.
 */
export function useFirstInWords(): (result: Pick<VoteResult, 'cards' | 'isByGroup'>) => string {
	const { t } = useTranslation('board')
	return (result) => {
		const first = firstPlace(result)
		if (!first) return ''
		return 'count' in first ? t('vote.firstTied', first) : t('vote.first', first)
	}
}

/**
 * Returns a function that lists the cities of voters with their dots. The server combines cities
 * with few voters, which keeps ballots secret.
 */
function useCitiesText(): (of: Pick<CardResult, 'cities'> | { cities: CityDots[] }) => string {
	const { t } = useTranslation('board')
	return ({ cities }) => joinParts(cities.map(({ city, dots }) => `${city ?? t('vote.otherCities')} ${dots}`))
}
