-- Asks one address after the other of a list, one a line, beginning anywhere; each as often as any.

local addresses = {}

function init(arguments)
  for line in io.lines(arguments[1]) do
    addresses[#addresses + 1] = line
  end
  math.randomseed(tonumber(arguments[2]))
  at = math.random(#addresses)
end

function request()
  at = at % #addresses + 1
  return wrk.format("GET", addresses[at])
end

function done(summary, latency, requests)
  local errors = summary.errors
  local refused = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    "figures %d %.3f %d %d %.3f %.3f %.3f\n",
    summary.requests, summary.duration / 1e6, errors.status, refused,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3
  ))
end
