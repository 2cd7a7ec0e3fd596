/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.tlsboot.actuate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What the pages are made of.
 */
final class Layout {

	private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
			+ "form-action 'none'";

	private static final String STYLE = """
			:root{color-scheme:light dark;--text:#1c2126;--dim:#5b6670;--back:#f4f6f8;--card:#fff;--line:#d9dfe5;\
			--bar:#2f6fb3;--bad:#b3261e;--warn:#8a5a00;--good:#1b6e3c;--badback:#fbeae9;--warnback:#fdf3de}
			@media (prefers-color-scheme:dark){:root{--text:#e4e8ec;--dim:#9aa6b1;--back:#14181c;--card:#1d2329;\
			--line:#343c44;--bar:#5b9be0;--bad:#ff8a80;--warn:#f2c14e;--good:#7ccf9b;--badback:#3a1e1d;--warnback:#362b14}}
			*{box-sizing:border-box}
			body{margin:0;padding:1.25rem;background:var(--back);color:var(--text);font:15px/1.45 system-ui,sans-serif}
			main{max-width:80rem;margin:0 auto}
			h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:0 0 .6rem}h3{font-size:.95rem;margin:1rem 0 .35rem}
			p{margin:.2rem 0}a{color:var(--bar)}
			.dim,caption{color:var(--dim)}.bad{color:var(--bad)}.warn{color:var(--warn)}.good{color:var(--good)}
			.cards{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0}
			.card{background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.5rem .9rem;min-width:7.5rem}
			.card b{display:block;font-size:1.35rem;font-weight:600}
			section{background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:1rem;margin:0 0 1rem}
			.scroll{overflow-x:auto}
			table{border-collapse:collapse;width:100%}
			th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line);\
			overflow-wrap:break-word;min-width:3rem;max-width:32rem}
			tr:last-child td,tbody tr:last-child th{border-bottom:0}
			th{font-weight:600;color:var(--dim);white-space:nowrap;overflow-wrap:normal}
			td.number,th.number{text-align:right;padding-right:1.4rem}td.time{white-space:nowrap}
			ul.notes{list-style:none;margin:0;padding:0}
			ul.notes li{color:var(--text);padding:.35rem .8rem;margin:0 0 .3rem;border-left:.3rem solid var(--warn);background:var(--warnback)}
			ul.notes li.bad{border-color:var(--bad);background:var(--badback)}
			.bars{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));gap:0 1.5rem}
			.bars td{border:0;padding:.12rem .5rem .12rem 0;overflow-wrap:anywhere}.bars td.track{width:35%;min-width:4rem}
			.bar{display:block;height:.75rem;margin-top:.3rem;border-radius:.15rem;background:var(--bar);min-width:2px}
			.bar.bad{background:var(--bad)}
			code{font:.88em ui-monospace,monospace;overflow-wrap:anywhere}
			@media (max-width:40rem){body{padding:.7rem;font-size:14px}section{padding:.7rem}}
			""";

	private Layout() {
	}

	/**
	 * Write a whole page.
	 * @param title its title
	 * @param content writes what stands on it
	 * @return the page
	 */
	static String page(String title, Consumer<Html> content) {
		Html html = new Html();
		html.open("html", "lang", "en").open("head");
		html.open("meta", "charset", "utf-8");
		html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
		html.open("meta", "name", "referrer", "content", "no-referrer");
		html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
		html.element("title", title);
		String head = html + "<style>" + STYLE + "</style></head><body><main>";
		Html body = new Html();
		content.accept(body);
		return "<!DOCTYPE html>" + head + body + "</main></body></html>";
	}

	/**
	 * Write a section.
	 * @param html what is written to
	 * @param heading its heading
	 * @param content writes what stands in it
	 */
	static void section(Html html, String heading, Runnable content) {
		html.open("section").element("h2", heading);
		content.run();
		html.close("section");
	}

	/**
	 * Write a table.
	 * @param html what is written to
	 * @param headings the headings of its columns; those that begin with # are over
	 * numbers
	 * @param rows writes the rows
	 */
	static void table(Html html, List<String> headings, Runnable rows) {
		html.open("div", "class", "scroll").open("table").open("thead").open("tr");
		headings.forEach((heading) -> {
			boolean number = heading.startsWith("#");
			html.element("th", number ? heading.substring(1) : heading, "class", number ? "number" : "");
		});
		html.close("tr").close("thead").open("tbody");
		rows.run();
		html.close("tbody").close("table").close("div");
	}

	/**
	 * Write a cell that holds text.
	 * @param html what is written to
	 * @param value the text
	 */
	static void cell(Html html, @Nullable Object value) {
		html.element("td", value, "class", (value instanceof Number) ? "number" : "");
	}

	/**
	 * Write counts as bars, the largest first.
	 * @param html what is written to
	 * @param heading what was counted
	 * @param counts the counts
	 * @param style the class of the bars
	 */
	static void bars(Html html, String heading, Map<String, Long> counts, String style) {
		if (counts.isEmpty()) {
			return;
		}
		long largest = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
		html.open("div").element("h3", heading).open("table").open("tbody");
		counts.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
				.thenComparing(Map.Entry.comparingByKey()))
			.forEach((entry) -> {
				long width = Math.max(1, entry.getValue() * 100 / Math.max(1, largest));
				html.open("tr").element("td", entry.getKey()).open("td", "class", "track");
				html.open("span", "class", "bar " + style, "style", "width:%d%%".formatted(width)).close("span");
				html.close("td").element("td", entry.getValue(), "class", "number").close("tr");
			});
		html.close("tbody").close("table").close("div");
	}

}
