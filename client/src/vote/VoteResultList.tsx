import type { BoardId, CardResult, CityDots, VoteResult } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { KindIcon } from '../ui/Icon.tsx'
import styles from './vote.module.css'

interface VoteResultListProps {
	result: VoteResult
	boardOf: (board: BoardId) => string
}

/** How a vote ended: the cards, best first, each with its dots and the cities they came from. */
export function VoteResultList({ result, boardOf }: VoteResultListProps) {
	const { t } = useTranslation(['board', 'app'])
	const most = result.cards[0]?.dots ?? 1
	const cities = useCityTexts()
	return (
		<div className={styles['results']}>
			<p className={styles['turnout']}>
				{t('board:vote.turnout', { voters: result.voters, people: result.people, dots: result.dots })}
				{result.gone > 0 && ` ${t('board:vote.gone', { count: result.gone })}`}
			</p>
			{result.cards.length === 0 && <p>{t('board:vote.none')}</p>}
			<ol>
				{result.cards.map((card) => (
					<li key={`${card.board} ${card.card}`} data-kind={card.kind}>
						<span className={styles['rank']}>{card.rank}</span>
						<div className={styles['what']}>
							<p dir="auto">
								<KindIcon kind={card.kind} size={16} />
								<span className="visuallyHidden">{t(`app:kinds.${card.kind}`)}: </span>
								{card.text || t('board:list.emptyCard')}
							</p>
							<span className={styles['meter']} style={{ inlineSize: `${(100 * card.dots) / most}%` }} />
							<small>{[boardOf(card.board), cities(card)].filter(Boolean).join(' · ')}</small>
						</div>
						<b className={styles['count']}>{t('board:vote.dots', { count: card.dots })}</b>
					</li>
				))}
			</ol>
			{result.cities.length > 1 && (
				<p className={styles['turnout']}>
					{t('board:vote.byCity')}: {cities(result)}
				</p>
			)}
		</div>
	)
}

/** Where dots came from, in words: cities with too few voters are told together, so that nobody's ballot can be read off. */
function useCityTexts(): (of: Pick<CardResult, 'cities'> | { cities: CityDots[] }) => string {
	const { t } = useTranslation('board')
	return ({ cities }) => cities.map(({ city, dots }) => `${city ?? t('vote.otherCities')} ${dots}`).join(', ')
}
