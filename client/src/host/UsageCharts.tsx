import type { UsageDay } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { fetchUsage } from '../connection/api/host.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { useFailureToast } from '../ui/useAttempt.ts'
import styles from './server.module.css'

const SERIES = ['people', 'workshops', 'edits'] as const
type Series = (typeof SERIES)[number]

/** The numbers of people, workshops and edits of each of the last days, as small charts. */
export function UsageCharts() {
	const { t } = useTranslation('host')
	const usage = useQuery({ queryKey: ['host', 'usage'], queryFn: fetchUsage })
	useFailureToast(queryFailure(usage))
	const days = usage.data?.days
	return (
		<section className={styles['panel']} aria-labelledby="host-usage">
			<h2 id="host-usage">{t('usage.title')}</h2>
			<p className={styles['lead']}>{t('usage.lead')}</p>
			<div className={styles['charts']}>
				{days && SERIES.map((series) => <UsageChart key={series} series={series} days={days} />)}
			</div>
		</section>
	)
}

/** The size of a chart in its own units; it is scaled to the width of its container. */
const WIDTH = 360
const HEIGHT = 96
const GAP = 1

/**
 * A chart with one bar per day. A text below it gives the highest value, and a sentence summarises
 * the chart for people who do not see it.
 */
function UsageChart({ series, days }: { series: Series; days: readonly UsageDay[] }) {
	const { t } = useTranslation('host')
	const language = useLanguage()
	const number = new Intl.NumberFormat(language)
	const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
	const dayName = ({ day }: UsageDay) => date.format(new Date(`${day}T00:00:00Z`))
	const [first] = days
	const last = days.at(-1)
	const peak = days.reduce((best, day) => (day[series] > best[series] ? day : best), first as UsageDay)
	if (!first || !last) return null
	const highest = peak[series]
	const step = WIDTH / days.length
	const today = number.format(last[series])
	const summary = highest === 0 ? 'usage.nothing' : 'usage.summary'
	const values = { what: t(`usage.${series}`), max: number.format(highest), day: dayName(peak), today }
	return (
		<figure className={styles['chart']}>
			<figcaption>
				<span>{t(`usage.${series}`)}</span>
				<strong>{today}</strong>
				<span>{t('usage.today')}</span>
			</figcaption>
			<svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t(summary, values)}>
				<line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={styles['axis']} />
				{days.map((day, index) => {
					const height = highest === 0 ? 0 : (day[series] / highest) * (HEIGHT - 6)
					return (
						<rect
							key={day.day}
							x={index * step + GAP / 2}
							y={HEIGHT - Math.max(height, day[series] > 0 ? 2 : 0)}
							width={step - GAP}
							height={Math.max(height, day[series] > 0 ? 2 : 0)}
							data-today={day === last}
						>
							<title>{`${dayName(day)}: ${number.format(day[series])}`}</title>
						</rect>
					)
				})}
			</svg>
			<div className={styles['ends']} aria-hidden="true">
				<span>{dayName(first)}</span>
				<span>{highest === 0 ? '' : t('usage.most', values)}</span>
				<span>{dayName(last)}</span>
			</div>
		</figure>
	)
}
