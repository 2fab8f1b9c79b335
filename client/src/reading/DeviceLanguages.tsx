import type { Locale } from '@charrette/shared'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import type { DeviceTranslator, ModelState } from './DeviceTranslator.ts'
import type { LazyDevice } from './lazyDevice.ts'
import type { Device } from './openDevice.ts'
import styles from './reading.module.css'

interface DeviceLanguagesProps {
	device: LazyDevice
	/** The languages of the workshop; those of its cards are added. */
	locales: readonly Locale[]
}

/** The languages that this browser translates itself, with their downloads (READ8). */
export function DeviceLanguages({ device, locales }: DeviceLanguagesProps) {
	const [opened, setOpened] = useState<Device | null>(null)
	useEffect(() => {
		let isShown = true
		void device.open().then((ready) => {
			if (isShown) setOpened(ready)
		})
		return () => {
			isShown = false
		}
	}, [device])
	return opened && <Languages translator={opened.translator} locales={locales} />
}

/** Stands for the detection of languages, as in `DeviceTranslator`. */
const DETECTION = 'detection'

function Languages({ translator, locales }: { translator: DeviceTranslator; locales: readonly Locale[] }) {
	const { t } = useTranslation('board')
	const language = useLanguage()
	const names = new Intl.DisplayNames([language], { type: 'language' })
	const states = useSyncExternalStore(translator.states.subscribe, translator.states.get)
	useEffect(() => {
		for (const from of [...locales.map((tag) => tag.replace(/-.*/, '')), DETECTION]) void translator.stateOf(from)
	}, [translator, locales])
	const own = language.replace(/-.*/, '')
	const rows = [...states].filter(([from, state]) => from !== own && !(from === DETECTION && state === 'unavailable'))
	return (
		<section className={styles['device']} aria-label={t('reading.device')}>
			<p>{t('reading.device')}</p>
			<ul>
				{rows.map(([from, state]) => (
					<LanguageRow
						key={from}
						name={from === DETECTION ? t('reading.detection') : (names.of(from) ?? from)}
						state={state}
						onDownload={() => void translator.download(from)}
					/>
				))}
			</ul>
		</section>
	)
}

interface LanguageRowProps {
	name: string
	state: ModelState
	onDownload: () => void
}

function LanguageRow({ name, state, onDownload }: LanguageRowProps) {
	const { t } = useTranslation('board')
	const isDownloading = typeof state === 'number'
	return (
		<li>
			<span>
				{name}
				{state === 'failed' && <small role="status">{t('reading.failed')}</small>}
			</span>
			{isDownloading && <progress aria-label={t('reading.downloading', { name })} value={state} />}
			{state === 'ready' && <small role="status">{t('reading.ready')}</small>}
			{state === 'unavailable' && <small>{t('reading.unavailable')}</small>}
			{(state === 'downloadable' || state === 'failed') && (
				<Button size="small" aria-label={t('reading.download', { name })} onClick={onDownload}>
					{t('reading.downloadShort')}
				</Button>
			)}
		</li>
	)
}
