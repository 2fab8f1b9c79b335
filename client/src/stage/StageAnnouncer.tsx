import type { Workshop } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import type { ServerClock } from '../session/serverClock.ts'
import { useTimeLeft } from '../workshop/useTimeLeft.ts'
import { phaseNow } from './phaseNow.ts'
import { useMayWords } from './useMayWords.ts'

/** Tells those who listen which phase has begun, and that the time is up; nothing of what was so before they came. */
export function StageAnnouncer({ workshop, clock }: { workshop: Workshop; clock: ServerClock }) {
	const { t } = useTranslation('board')
	const phase = phaseNow(workshop, useLocale())
	const may = useMayWords(phase?.may ?? [])
	const reading = useTimeLeft(workshop.timer, clock)
	const begun = useNews(phase && `${phase.number} · ${phase.title}. ${phase.prompt} ${may}`)
	const over = useNews(reading?.leftMs === 0 ? t('stage.timeUp') : null)
	return (
		<>
			<p className="visuallyHidden" role="status">
				{begun}
			</p>
			<p className="visuallyHidden" role="status">
				{over}
			</p>
		</>
	)
}

/** A sentence once it is another than when the page was opened. */
function useNews(sentence: string | null): string | null {
	const first = useRef(sentence)
	const [news, setNews] = useState<string | null>(null)
	useEffect(() => {
		if (sentence === first.current) return
		first.current = null
		setNews(sentence)
	}, [sentence])
	return news
}
