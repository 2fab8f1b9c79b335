import { formatJoinCode, type Workshop } from '@charrette/shared'
import { useReachableAddress, withoutScheme } from '../connection/clientInfo.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { compareNames } from '../i18n/compareNames.ts'
import { QrCode } from '../ui/QrCode.tsx'
import styles from './LobbyScene.module.css'
import { useProjectorTexts } from './projectorTexts.ts'
import { OfflineBadge } from './SceneFrame.tsx'

interface LobbySceneProps {
	workshop: Workshop
	people: readonly Person[]
	isOffline: boolean
}

/** Number of cities that fit. */
const MAX_CITIES = 24

/**
 * The scene while people join: the title, the join code and QR code (or that joining is closed),
 * and the cities of the participants who are present.
 */
export function LobbyScene({ workshop, people, isOffline }: LobbySceneProps) {
	const texts = useProjectorTexts(workshop)
	const address = useReachableAddress()
	const shownAddress = withoutScheme(address)
	const here = people.filter((person) => person.role === 'participant')
	const cities = countCities(here)
	const shown = cities.slice(0, MAX_CITIES)
	const joinLink = `${address}/join#${workshop.joinCode}`
	return (
		<main className={styles['lobby']}>
			<div className={styles['words']}>
				<h1>{workshop.title}</h1>
				{texts.map(({ locale, t }) => (
					<div key={locale} lang={locale} className={styles['language']}>
						<p className={styles['welcome']}>{t('projector.welcome')}</p>
						<p className={styles['how']}>
							{workshop.isJoiningClosed ? t('projector.joiningClosed') : t('projector.join', { address: shownAddress })}
						</p>
					</div>
				))}
			</div>
			{!workshop.isJoiningClosed && (
				<div className={styles['door']}>
					<QrCode className={styles['qr']} text={joinLink} label={joinLink} />
					<p className={styles['code']}>{formatJoinCode(workshop.joinCode)}</p>
					<p className={styles['address']}>{shownAddress}</p>
				</div>
			)}
			<footer className={styles['here']}>
				<p>
					{texts.map(({ locale, t }) => (
						<span key={locale} lang={locale}>
							{t('projector.from', {
								people: t('header.people', { count: here.length }),
								cities: t('header.cities', { count: cities.length }),
							})}
						</span>
					))}
				</p>
				<ul>
					{shown.map(({ city, count }) => (
						<li key={city}>
							{city} {count > 1 && <b>{count}</b>}
						</li>
					))}
					{shown.length < cities.length && (
						<li>{texts[0]?.t('scenes.more', { count: cities.length - shown.length })}</li>
					)}
				</ul>
			</footer>
			{isOffline && <OfflineBadge workshop={workshop} />}
		</main>
	)
}

/** Returns the number of people from each city: the highest first, then by name. */
export function countCities(people: readonly { city: string }[]): { city: string; count: number }[] {
	const counts = new Map<string, number>()
	for (const { city } of people) if (city) counts.set(city, (counts.get(city) ?? 0) + 1)
	return [...counts]
		.map(([city, count]) => ({ city, count }))
		.sort((a, b) => b.count - a.count || compareNames(a.city, b.city))
}
