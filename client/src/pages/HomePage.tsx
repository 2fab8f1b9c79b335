import { type CardKind, type JoinCode, parseJoinCode } from '@charrette/shared'
import { type FormEvent, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { type ClientInfo, fetchClientInfo } from '../connection/api/server.ts'
import { retryCall } from '../connection/retry.ts'
import { KnownWorkshops } from '../home/KnownWorkshops.tsx'
import { useKnownWorkshops } from '../home/useKnownWorkshops.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { PageHeader } from '../navigation/PageHeader.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { HostMark } from '../ui/HostMark.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { CreateWorkshop } from './CreateWorkshop.tsx'
import styles from './HomePage.module.css'

/**
 * The home page: a short description of Charrette, a form to join with a code, the workshops that
 * this browser has access to, a form to create a workshop, and the sample workshop.
 */
export function HomePage() {
	const { t } = useTranslation()
	useDocumentTitle(null)
	const server = useClientInfo()
	const host = server?.host
	const known = useKnownWorkshops()
	const isReturning = known.workshops.length > 0
	return (
		<div className={styles['page']}>
			<PageHeader>{host && <HostMark host={host} />}</PageHeader>
			<main>
				<section className={styles['hero']} data-returning={isReturning}>
					<div className={styles['intro']}>
						<h1>{t('home.title')}</h1>
						<p className={styles['lead']}>{t('home.lead')}</p>
						<JoinByCode />
					</div>
					{isReturning ? <KnownWorkshops {...known} /> : <HeroMap />}
				</section>
				<CreateWorkshop locales={server?.locales} />
			</main>
			<footer className={styles['foot']}>
				<Link href="/exchange">{t('home.exchange')}</Link>
				{host?.hasTexts && <Link href="/legal">{t('join.legal')}</Link>}
				<p>{t('home.foot')}</p>
			</footer>
		</div>
	)
}

/**
 * Fetches public facts about the server; null until it has answered. The page works without them.
 */
function useClientInfo(): ClientInfo | null {
	const [info, setInfo] = useState<ClientInfo | null>(null)
	useEffect(() => retryCall(fetchClientInfo, { onAnswer: setInfo, onFailure: () => setInfo(null) }), [])
	return info
}

function JoinByCode() {
	const { t } = useTranslation()
	const [, navigate] = useLocation()
	const [typed, setTyped] = useState('')
	const [error, setError] = useState<string | null>(null)

	const openJoinPage = (code: JoinCode) => navigate(`/join#${code}`)
	const submit = (event: FormEvent) => {
		event.preventDefault()
		const code = parseJoinCode(typed)
		if (code) openJoinPage(code)
		else setError(t('join.codeIncomplete'))
	}
	return (
		<form className={styles['join']} onSubmit={submit} noValidate>
			<TextField
				label={t('home.joinTitle')}
				hint={t('home.codeHint')}
				error={error}
				value={typed}
				onChange={(value) => {
					setTyped(value)
					setError(null)
				}}
				placeholder="7KQM-2HXD"
				autoCapitalize="characters"
				spellCheck={false}
				maxLength={40}
				className={styles['code']}
			/>
			<Button type="submit" variant="primary" className={styles['joinButton']}>
				{t('home.join')}
			</Button>
		</form>
	)
}

/**
 * The cards of the illustration, with their positions in a box of 620 × 440. City names are in
 * their own script.
 */
const CARDS = [
	{ kind: 'case', text: 'case', city: 'Guangzhou 广州', x: 24, y: 22 },
	{ kind: 'obstacle', text: 'obstacle', city: 'Bogotá', x: 24, y: 180 },
	{ kind: 'solution', text: 'solution', city: 'Barcelona', x: 352, y: 118 },
	{ kind: 'obstacle', text: 'obstacle2', city: 'Dakar', x: 186, y: 316 },
	{ kind: 'resource', text: 'resource', city: 'Wuhan 武汉', x: 408, y: 296 },
] as const satisfies { kind: CardKind; text: string; city: string; x: number; y: number }[]

/** The links between the cards, with their labels. */
const LINKS = [
	{ path: 'M112 134V172', word: 'faces', x: 122, y: 158 },
	{ path: 'M344 176C282 176 290 240 222 230', word: 'addresses', x: 234, y: 178 },
	{ path: 'M180 372C128 372 112 350 110 298', word: 'causes', x: 84, y: 392 },
	{ path: 'M500 288C500 266 462 262 456 238', word: 'enables', x: 500, y: 264 },
] as const

/** The home page's illustration: an obstacle–solution map that looks like a board. */
function HeroMap() {
	const { t } = useTranslation()
	return (
		<div className={styles['frame']} role="img" aria-label={t('home.illustration')}>
			<div className={styles['map']} aria-hidden="true">
				<svg className={styles['links']} viewBox="0 0 620 440" aria-hidden="true">
					<defs>
						<marker id="hero-tip" viewBox="0 0 8 8" refX="6.5" refY="4" markerWidth="8" markerHeight="8" orient="auto">
							<path d="M0 0 8 4 0 8z" fill="var(--ink-2)" />
						</marker>
					</defs>
					{LINKS.map((link) => (
						<g key={link.word}>
							<path className={styles['line']} d={link.path} pathLength={1} markerEnd="url(#hero-tip)" />
							<text x={link.x} y={link.y}>
								{t(`home.demo.${link.word}`)}
							</text>
						</g>
					))}
				</svg>
				{CARDS.map((card) => (
					<div
						key={card.text}
						className={styles['card']}
						data-kind={card.kind}
						style={{ left: `${card.x / 6.2}%`, top: `${card.y / 4.4}%` }}
					>
						<div className={styles['kind']}>
							<KindIcon kind={card.kind} size={15} />
							{t(`kinds.${card.kind}`)}
						</div>
						<div className={styles['text']}>{t(`home.demo.${card.text}`)}</div>
						<div className={styles['city']}>{card.city}</div>
					</div>
				))}
			</div>
		</div>
	)
}
