import type { HostTranslation, HostTranslationTest } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchTranslation, testTranslation } from '../connection/api/host.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useAttempt, useFailureToast } from '../ui/useAttempt.ts'
import { formatRelativeTime } from './formats.ts'
import styles from './server.module.css'

const REFRESH_MS = 10_000
const QUERY_KEY = ['host', 'translation']

/** The translator with its figures of today, and a button that tests it (TRANSLATE5). */
export function TranslationPanel() {
	const { t } = useTranslation('host')
	const attempt = useAttempt()
	const queries = useQueryClient()
	const [isTesting, setTesting] = useState(false)
	const [result, setResult] = useState<HostTranslationTest | null>(null)
	const query = useQuery({ queryKey: QUERY_KEY, queryFn: fetchTranslation, refetchInterval: REFRESH_MS })
	useFailureToast(queryFailure(query))
	if (!query.data) return null
	const { translation } = query.data
	const test = async () => {
		setTesting(true)
		setResult((await attempt(() => testTranslation())) || null)
		setTesting(false)
		await queries.invalidateQueries({ queryKey: QUERY_KEY })
	}
	return (
		<section className={styles['panel']} aria-labelledby="host-translation">
			<div className={styles['panelHead']}>
				<h2 id="host-translation">{t('translation.title')}</h2>
				{translation && (
					<Button busy={isTesting} onClick={() => void test()}>
						{t('translation.test')}
					</Button>
				)}
			</div>
			{translation ? <Figures translation={translation} /> : <p className={styles['lead']}>{t('translation.off')}</p>}
			<div role="status">{result && <TestResult result={result} />}</div>
		</section>
	)
}

function Figures({ translation }: { translation: HostTranslation }) {
	const { t } = useTranslation('host')
	const language = useLanguage()
	const number = (value: number) => new Intl.NumberFormat(language).format(value)
	const { kind, host, texts, characters, maxCharacters, requests, failures, meanMs, lastFailure } = translation
	return (
		<>
			<p className={styles['lead']}>
				{kind} · <code>{host}</code>
			</p>
			<p>
				{t('translation.today', { texts: number(texts), characters: number(characters), max: number(maxCharacters) })}
			</p>
			<p>{t('translation.requests', { requests: number(requests), failures: number(failures), ms: number(meanMs) })}</p>
			{lastFailure && (
				<p className={styles['problem']}>
					<Icon name="warning" />
					<span>
						<code lang="en">{lastFailure.reason}</code> {formatRelativeTime(language, lastFailure.at, Date.now())}
					</span>
				</p>
			)}
		</>
	)
}

function TestResult({ result: { text, to, translation, problem } }: { result: HostTranslationTest }) {
	const { t } = useTranslation('host')
	if (translation === null) {
		return (
			<p className={styles['problem']}>
				<Icon name="warning" />
				<span>
					{t('translation.failed')} <code lang="en">{problem}</code>
				</span>
			</p>
		)
	}
	return (
		<p className={styles['fine']}>
			<Icon name="check" />
			<span>
				<q lang="en">{text}</q> → <q lang={to}>{translation}</q>
			</span>
		</p>
	)
}
