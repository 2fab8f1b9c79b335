import { formatJoinCode, type Workshop } from '@charrette/shared'
import type { Person } from '../session/useWorkshop.ts'
import { QrCode } from '../ui/QrCode.tsx'
import { useReachableAddress } from '../workshop/useReachableAddress.ts'
import { countCities } from './countCities.ts'
import styles from './Lobby.module.css'
import { OfflineMark } from './OfflineMark.tsx'
import { useWallTexts } from './useWallTexts.ts'

interface LobbyProps {
	workshop: Workshop
	people: readonly Person[]
	isOffline: boolean
}

/** As many as there is room for. */
const MOST_CITIES = 24

/** The wall while people come in: the title, the way to join in large, and who is here already. */
export function Lobby({ workshop, people, isOffline }: LobbyProps) {
	const texts = useWallTexts(workshop)
	const address = useReachableAddress()
	const shownAddress = address.replace(/^https?:\/\//, '')
	const here = people.filter((person) => person.role === 'participant')
	const cities = countCities(here)
	const shown = cities.slice(0, MOST_CITIES)
	const joinLink = `${address}/join#${workshop.joinCode}`
	return (
		<main className={styles['lobby']}>
			<div className={styles['words']}>
				<h1>{workshop.title}</h1>
				{texts.map(({ locale, t }) => (
					<div key={locale} lang={locale} className={styles['language']}>
						<p className={styles['welcome']}>{t('wall.welcome')}</p>
						<p className={styles['how']}>{t('wall.join', { address: shownAddress })}</p>
					</div>
				))}
			</div>
			<div className={styles['door']}>
				<QrCode className={styles['qr']} text={joinLink} label={joinLink} />
				<p className={styles['code']}>{formatJoinCode(workshop.joinCode)}</p>
				<p className={styles['address']}>{shownAddress}</p>
			</div>
			<footer className={styles['here']}>
				<p>
					{texts.map(({ locale, t }) => (
						<span key={locale} lang={locale}>
							{t('wall.from', {
								people: t('bar.people', { count: here.length }),
								cities: t('bar.cities', { count: cities.length }),
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
						<li>{texts[0]?.t('stage.more', { count: cities.length - shown.length })}</li>
					)}
				</ul>
			</footer>
			{isOffline && <OfflineMark workshop={workshop} />}
		</main>
	)
}
