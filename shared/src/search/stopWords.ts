/**
 * Words that say nothing about the subject of a query, folded. A query is in the language that most
 * of its stop words are of; only those are left out of it, since a stop word of one language is a
 * word of another ("son", "sera", "or").
 */
import type { Locale } from '../domain/locales.ts'

const words = (all: string) => new Set(all.split(/\s+/u).filter(Boolean))

const STOP_WORDS: Record<Exclude<Locale, 'zh-CN'>, ReadonlySet<string>> = {
	en: words(`a about after again against all also am an and any are as at be because been before being between both but
		by can cannot could did do does doing during each enough few for from further get gets getting had has have having he
		her here him his how i if in into is it its just keep let like make makes many me more most much must my need needs no
		nor not of off on once only or other our out over own please s same she should so some such t than that the their
		them then there these they this those through to too until up us very want wants was way ways we were what when
		where which while who whose why will with without would you your`),
	es: words(`a al algo ante antes aqui asi aun aunque bien cada como con contra cual cuales cuando cuanto de debe deben
		del desde donde durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estan estar este esto
		estos fue ha haber habia hacer hacia han hasta hay la las le les lo los mas me mi mis mucha muchas mucho muchos muy
		nada ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco podemos por
		porque puede pueden que quien quienes se sea ser si sin sobre solo son su sus tambien tan tanto te tener tenemos
		tiene tienen toda todas todo todos tras tu tus un una unas uno unos va vez y ya yo`),
	fr: words(`a afin ai ainsi alors apres au aucun aussi autre autres aux avait avant avec avoir bien c car ce cela celle
		celles celui ces cet cette ceux chaque chez comme comment contre d dans de des doit doivent donc dont du elle elles
		en encore entre est et etait ete etre eux faire fait faut il ils j je jusqu l la le les leur leurs lui ma mais me
		meme memes mes moi moins mon n ne ni non nos notre nous on ont ou par parce pas peu peut peuvent plus pour pourquoi
		qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont sous sur t te tes ton tous tout toute
		toutes tres trop tu un une vers vos votre vous y`),
}

/** Those that are too common in their language to be a subject in any other. */
const COMMON = words(`a an and are as at be by can do for from how i in into is it of on or our that the this to we what
	when where which with al como con cual de del donde el en es esta hay la las lo los mas no o para por que se sin su sus
	un una y au aux avec ce ces comment d dans des du elle est et il ils je l le les leur mais ne nous ou par pas plus pour
	qu qui s sa ses sur une vers`)

/** Characters that join or ask, and hardly ever belong to the name of a thing. */
const FUNCTION_CHARACTERS = new Set(
	'的了和与在是有又很太把被让给吗呢吧着也都就而及或从到为以之其这那哪谁我你您他她它们些怎么什没不来该如何能想要用做',
)

/** Returns whether a folded word is too common in every language to name a thing. */
export function isStopWord(word: string): boolean {
	return COMMON.has(word)
}

/** Returns whether a folded word says nothing about the subject of a query in this language. */
export function isStopWordIn(word: string, locale: Locale): boolean {
	return COMMON.has(word) || (locale !== 'zh-CN' && STOP_WORDS[locale].has(word))
}

/** Returns whether a pair of characters is only in part, or not at all, the name of a thing. */
export function isFunctionPair(pair: string): boolean {
	return [...pair].some((character) => FUNCTION_CHARACTERS.has(character))
}

/**
 * Returns the language of these folded words: the one with most stop words, or else `locale`, which
 * for Latin words in a Chinese interface means English.
 */
export function languageOf(found: readonly string[], locale: Locale): Locale {
	if (found.some((word) => /^\p{Script=Han}/u.test(word))) return 'zh-CN'
	let [best, most] = [locale, 0]
	for (const [language, all] of Object.entries(STOP_WORDS) as [Locale, ReadonlySet<string>][]) {
		const count = found.filter((word) => all.has(word)).length
		if (count > most || (count === most && language === locale)) [best, most] = [language, count]
	}
	if (most > 0) return best
	return locale === 'zh-CN' ? 'en' : locale
}
